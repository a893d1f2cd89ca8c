import type { Aggregation, CompareOp } from '@numize/semantic'

/** What a closed-class phrase does in a question. */
export type Op =
  | { readonly op: 'count' }
  | { readonly op: 'aggregate'; readonly aggregation: Aggregation }
  /** Orders by the quantity it modifies, or by the implied one (`oldest` → age). */
  | {
      readonly op: 'superlative'
      readonly direction: 'asc' | 'desc'
      readonly of: readonly string[]
      readonly extreme?: boolean
    }
  | { readonly op: 'compare'; readonly compare: CompareOp; readonly of: readonly string[] }
  /** After a number: `3 or more`. */
  | { readonly op: 'orMore'; readonly compare: CompareOp }
  | { readonly op: 'between' }
  | { readonly op: 'group' }
  | { readonly op: 'each' }
  | { readonly op: 'relative'; readonly word: string }
  | { readonly op: 'with' }
  | { readonly op: 'negate' }
  | { readonly op: 'and' }
  | { readonly op: 'or' }
  | { readonly op: 'butNot' }
  | { readonly op: 'list' }
  | { readonly op: 'question'; readonly word: string }
  | { readonly op: 'distinct' }
  | { readonly op: 'orderBy' }
  | { readonly op: 'direction'; readonly direction: 'asc' | 'desc' }
  | { readonly op: 'top'; readonly direction: 'asc' | 'desc' }
  | { readonly op: 'share' }
  | { readonly op: 'quotient' }
  | { readonly op: 'versus' }
  | { readonly op: 'trend' }
  | { readonly op: 'preposition'; readonly word: string }
  | { readonly op: 'possessive' }
  | { readonly op: 'be' }
  | { readonly op: 'have' }
  | { readonly op: 'than' }
  | { readonly op: 'contains'; readonly match: 'contains' | 'startsWith' | 'endsWith' }
  | { readonly op: 'present'; readonly as: 'table' | 'bar' | 'line' | 'area' | 'pie' | 'scatter' | 'number' }
  | { readonly op: 'missing' }
  | { readonly op: 'times' }
  /** Put together along the periods: over so many of them, or (null) from the first on. */
  | {
      readonly op: 'along'
      readonly grain: 'day' | 'week' | 'month' | 'quarter' | 'year' | null
      readonly periods: number | null
      readonly average: boolean
    }
  /** Measured against a date something was due. */
  | { readonly op: 'timely'; readonly as: 'late' | 'onTime' | 'early' | 'overdue' }
  /** The time something takes. */
  | { readonly op: 'howLong' }
  | { readonly op: 'change' }
  | { readonly op: 'either' }
  | { readonly op: 'measureVerb'; readonly of: readonly string[] }

const table: readonly (readonly [string, Op])[] = [
  ...all(
    'how many|count|count the number of|count how many|number of|the number of|count of|total number of|how many different|no of|no. of|total count of|quantity of|counts|the counts|numbers of|the numbers of|counts of|the count|the number|the numbers|the total number|total count|the total count|the respective count|respective counts|their number|their count',
    { op: 'count' },
  ),
  ...all('average|avg|mean|on average|average of', { op: 'aggregate', aggregation: 'average' }),
  ...all('total|sum|sum of|total of|combined|total sum of|overall|in total|altogether|how much', {
    op: 'aggregate',
    aggregation: 'sum',
  }),
  ...all('minimum|min|minimal|minimum of', { op: 'aggregate', aggregation: 'min' }),
  ...all('maximum|max|maximal|maximum of', { op: 'aggregate', aggregation: 'max' }),
  ...all('median|median of', { op: 'aggregate', aggregation: 'median' }),
  ...superlatives(),
  ...comparatives(),
  ...all('between|in between|from between', { op: 'between' }),
  ...all(
    'or more|or above|or over|or higher|or greater|or older|or later|or after|and above|and over|and more|plus|+|or better',
    { op: 'orMore', compare: '>=' },
  ),
  ...all('or less|or below|or under|or fewer|or lower|or younger|or earlier|or before|and below|and under', {
    op: 'orMore',
    compare: '<=',
  }),
  ...all(
    'by|per|grouped by|group by|broken down by|break down by|breakdown by|split by|split into|by each|across|segmented by|according to|for different|by different|for all the different|as per|a breakdown by|breakdown of',
    { op: 'group' },
  ),
  ...all(
    'each|every|for each|for every|in each|of each|per each|in every|from each|at each|each of the|on each|by every|for each of the|to each|among each',
    { op: 'each' },
  ),
  ...all('who|that|which|whose|where|when', { op: 'relative', word: 'that' }),
  ...all(
    'with|having|that has|that have|who has|who have|which have|which has|that had|who had|which had|with a|including|considering|considering only|only considering|consider only|only consider|only include|include only|only including|only counting|counting only|only count|limited to|restricted to',
    { op: 'with' },
  ),
  ...all(
    "not|neither|nor|without|no|never|except|excluding|exclude|other than|except for|apart from|outside of|outside|don't|doesn't|didn't|do not|does not|did not|isn't|aren't|is not|are not|was not|were not|wasn't|weren't|without any|do not have|does not have|don't have|doesn't have|did not have|didn't have|have no|has no|had no|have not|has not|haven't|hasn't|have never|has never|had never|do not have any|does not have any|don't have any|who never|do not include|not including|minus|leaving out|ignoring|ignore|cannot|lack|lacking|non|no longer",
    { op: 'negate' },
  ),
  ...all(
    'but not|but without|but do not have|but does not have|but did not|but do not|but not in|but never',
    { op: 'butNot' },
  ),
  ...all('and|as well as|and also|&|along with|together with|plus the|and the|and their', { op: 'and' }),
  ...all('or|and/or', { op: 'or' }),
  ...all('either|both|any of|one of', { op: 'either' }),
  ...all(
    'show|list|give|describe|tell me about|find|return|display|tell|get|fetch|provide|print|see|show me|list all|list the|give me|find out|tell me|return the|retrieve|look up|let me see|pull|name the|identify|compute|calculate|determine|list out',
    { op: 'list' },
  ),
  ...all(
    "what|which|how|what is|what are|what was|what were|whats|what's|who is|who are|who were|where is|where are",
    { op: 'question', word: 'what' },
  ),
  ...all('distinct|different|unique|distinctive|distinct values of', { op: 'distinct' }),
  ...all(
    'sorted by|ordered by|order by|sort by|ranked by|sort|sorted|ordered|order them by|sort them by|in order of|arranged by|sorted in|ordered in|in the order of|rank by|ranked|in|by order of|order|rank|listed in|listed by|order it by|order them in',
    { op: 'orderBy' },
  ).filter(([phrase]) => phrase !== 'in'),
  ...all(
    'descending|desc|descending order|in descending order|in descending order of|descending order of|from highest to lowest|highest first|highest to lowest|from most to least|largest first|from largest to smallest|from high to low|decreasing|decreasing order|in decreasing order of|biggest first|most first|from the oldest to the youngest|from oldest to youngest|newest first|latest first|reverse alphabetical order|in reverse alphabetical order|reverse lexicographical order|in decreasing order|most recent first|from most recent to oldest|from longest to shortest|from the most to the least|from latest to earliest|from newest to oldest',
    { op: 'direction', direction: 'desc' },
  ),
  ...all(
    'ascending|asc|ascending order|in ascending order|in ascending order of|ascending order of|from lowest to highest|lowest first|lowest to highest|smallest first|from smallest to largest|from low to high|increasing|increasing order|in increasing order of|in increasing order|alphabetically|alphabetical order|in alphabetical order|in alphabetical order of|lexicographically|lexicographical order|in lexicographical order|oldest first|earliest first|from the youngest to the oldest|from youngest to oldest|ascending alphabetical order|in ascending alphabetical order of|alphabetic order|in alphabetic order|from oldest to newest|from earliest to latest|from shortest to longest|chronologically|in chronological order|from least to most|cheapest first',
    { op: 'direction', direction: 'asc' },
  ),
  ...all('top|best|leading', { op: 'top', direction: 'desc' }),
  ...all('bottom|worst', { op: 'top', direction: 'asc' }),
  ...all(
    'share of|percentage of|percent of|proportion of|share|percentage|% of|what share of|fraction of|what percentage of|what proportion of|ratio of|what percent of|percent|what fraction of|what % of|%|as a percentage of|as percentage of|as a percent of|as a share of|as a fraction of|as a proportion of|as % of|as a % of|what percentage|what share|what percent|the share of|the percentage of',
    { op: 'share' },
  ),
  ...all('/|divided by|divided by the', { op: 'quotient' }),
  ...all('ratio between|the ratio between|the ratio of|ratio', { op: 'share' }),
  ...all(
    'vs|versus|compared to|compared with|against|vs.|in comparison to|in comparison with|relative to|compare|compare to|compare with|comparison of|comparing|comparison between|compare the',
    { op: 'versus' },
  ),
  ...all(
    'trend|trends|over time|trend of|evolution of|evolution|development of|through time|historically|history of|timeline',
    { op: 'trend' },
  ),
  ...'in|for|of|from|at|on|to|within|into|about|among|during|under the|amongst|inside|through|via|regarding|out of|concerning|using|as|belonging to|across all|across all the|only in|only for|just in|just for'
    .split('|')
    .map((phrase) => [phrase, { op: 'preposition', word: phrase.split(' ').at(-1) ?? '' }] as const),
  ...all("'s|’s", { op: 'possessive' }),
  ...all(
    "is|are|was|were|be|been|equals|equal to|is equal to|=|being|equal|are equal to|'re|exactly|is exactly",
    { op: 'be' },
  ),
  ...all('have|has|had|have any|has any|have a|has a|have had|has had', { op: 'have' }),
  ...all('than', { op: 'than' }),
  ...all(
    'contains|contain|containing|includes|with the word|with the letter|that contains|which contains|include|includes the word|has the word|contains the word|containing the word|with substring|contains the substring|has the substring|contain the word|having the word|contains the letter|like|contain the letter|including the word|include the word|has a substring',
    { op: 'contains', match: 'contains' },
  ),
  ...all(
    'starts with|start with|starting with|begins with|begin with|beginning with|that starts with|starts with the letter|starting with the letter|begins with the letter|beginning with the letter',
    { op: 'contains', match: 'startsWith' },
  ),
  ...all('ends with|end with|ending with|ending in|end in|ends in', { op: 'contains', match: 'endsWith' }),
  ...all('weighing|weigh|weighs|weighed|that weigh|who weigh', { op: 'measureVerb', of: ['weight'] }),
  ...all('aged', { op: 'measureVerb', of: ['age'] }),
  ...all('costing|priced at|priced', { op: 'measureVerb', of: ['price', 'cost', 'amount'] }),
  ...all('charging|charged|that charge|who charge|which charge', {
    op: 'measureVerb',
    of: ['price', 'fee', 'rate', 'cost', 'amount'],
  }),
  ...all('lasting|lasted', { op: 'measureVerb', of: ['duration', 'length'] }),
  ...presentations(),
  ...all('is missing|are missing|missing|unknown|is null|is unknown|null|empty|is empty|not set|is blank', {
    op: 'missing',
  }),
  ...all('times', { op: 'times' }),
  ...all(
    'how long does it take to|how long did it take to|how long does it take|how long did it take|how long does|how long do|how long did|how long is|how long was|time to|time until|time till|time it takes to|time taken to|days to|number of days to|days until|hours to|how many days does it take|how many hours does it take|how much time does it take',
    { op: 'howLong' },
  ),
  ...all(
    'change|changed|changes|grow|grew|grown|growth|increase|increased|decrease|decreased|difference|fall|fell|rise|rose',
    { op: 'change' },
  ),
]

function all(phrases: string, op: Op): (readonly [string, Op])[] {
  return phrases.split('|').map((phrase) => [phrase, op] as const)
}

function superlatives(): (readonly [string, Op])[] {
  const rows: readonly (readonly [string, 'asc' | 'desc', string])[] = [
    [
      'most|the most|largest number of|greatest number of|highest number of|most number of|maximum number of|biggest number of|most frequently|most often|most common|most popular|most frequent|busiest|the largest number of|largest amount of|the maximum number of|highest amount of|greatest amount of|most amount of',
      'desc',
      '#',
    ],
    [
      'least|the least|fewest|smallest number of|lowest number of|least number of|fewest number of|smallest amount of|lowest amount of|least amount of|minimum number of|least common|least popular|least often|the fewest|quietest',
      'asc',
      '#',
    ],
    ['highest|largest|biggest|greatest|max|top', 'desc', ''],
    ['lowest|smallest', 'asc', ''],
    ['oldest|eldest', 'desc', 'age|birth date|birth year|date|year|start date'],
    ['youngest', 'asc', 'age|birth date|birth year'],
    ['newest|latest|most recent|last|most recently', 'desc', 'date|year|time|start date|created at'],
    ['earliest|first', 'asc', 'date|year|time|start date|created at'],
    ['longest', 'desc', 'length|duration|time'],
    ['shortest', 'asc', 'length|duration|height|time'],
    ['tallest', 'desc', 'height|altitude|elevation'],
    ['heaviest', 'desc', 'weight'],
    ['lightest', 'asc', 'weight'],
    ['cheapest|least expensive', 'asc', 'price|cost|amount|fee'],
    ['most expensive|priciest|costliest', 'desc', 'price|cost|amount|fee'],
    ['fastest|quickest', 'desc', 'speed|velocity'],
    ['slowest', 'asc', 'speed|velocity'],
    ['best rated|highest rated', 'desc', 'rating|score|stars'],
    ['worst rated|lowest rated', 'asc', 'rating|score|stars'],
    ['most populous|most populated', 'desc', 'population'],
    ['least populous|least populated', 'asc', 'population'],
    ['richest|best paid|highest paid', 'desc', 'salary|income|wealth|earnings'],
  ]
  return rows.flatMap(([phrases, direction, of]) =>
    phrases
      .split('|')
      .filter((phrase) => phrase !== 'max' && phrase !== 'top')
      .map(
        (phrase) => [phrase, { op: 'superlative', direction, of: of === '' ? [] : of.split('|') }] as const,
      ),
  )
}

function comparatives(): (readonly [string, Op])[] {
  const rows: readonly (readonly [string, CompareOp, string])[] = [
    [
      'more than|greater than|over|above|exceeding|exceeds|exceed|higher than|larger than|bigger than|in excess of|upwards of|>|is over|is above|more|larger|higher|greater|beyond',
      '>',
      '',
    ],
    [
      'less than|fewer than|under|below|lower than|smaller than|<|is under|is below|lower|smaller|fewer',
      '<',
      '',
    ],
    [
      'at least|no less than|no fewer than|not less than|minimum of|>=|a minimum of|starting from|not fewer than',
      '>=',
      '',
    ],
    [
      'at most|no more than|not more than|up to|maximum of|<=|a maximum of|no greater than|not greater than|not exceeding',
      '<=',
      '',
    ],
    ['older than|older', '>', 'age|!birth date'],
    ['younger than|younger', '<', 'age|!birth date'],
    ['heavier than', '>', 'weight'],
    ['lighter than|weighing less than', '<', 'weight'],
    ['weighing more than', '>', 'weight'],
    ['longer than', '>', 'length|duration'],
    ['shorter than', '<', 'length|duration|height'],
    ['taller than', '>', 'height|altitude'],
    ['cheaper than', '<', 'price|cost|amount'],
    ['more expensive than|pricier than', '>', 'price|cost|amount'],
    ['faster than', '>', 'speed'],
    ['slower than', '<', 'speed'],
    ['later than|after|newer than|more recent than', '>', 'year|date'],
    ['earlier than|before|prior to', '<', 'year|date'],
  ]
  return rows.flatMap(([phrases, compare, of]) =>
    phrases
      .split('|')
      .map((phrase) => [phrase, { op: 'compare', compare, of: of === '' ? [] : of.split('|') }] as const),
  )
}

function presentations(): (readonly [string, Op])[] {
  const kinds = {
    table: 'table',
    bar: 'bar chart|bar graph|bars|bar',
    line: 'line chart|line graph|line',
    area: 'area chart',
    pie: 'pie chart|pie',
    scatter: 'scatter plot|scatter chart|scatterplot',
    number: 'single number|just the number',
  } as const
  const rows = Object.entries(kinds).flatMap(([as, names]) =>
    names.split('|').flatMap((name) => {
      const whole = [`as a ${name}`, `as ${name}`, `in a ${name}`, `on a ${name}`, `as a ${name} chart`]
      const bare = name.includes(' ') ? [name, `a ${name}`, `${name} of`] : []
      return [...whole, ...bare].map(
        (phrase) => [phrase, { op: 'present', as: as as keyof typeof kinds }] as const,
      )
    }),
  )
  return [...rows, ...all('show a table|as table|in table form|tabular', { op: 'present', as: 'table' })]
}

const operators = new Map<string, Op>(table)

/** Longest closed-class phrase has this many words. */
export const LONGEST_OPERATOR = 6

/** The closed-class phrase of these words, or null. */
export const operatorOf = (words: string): Op | null => operators.get(words) ?? null

/** Every word of a closed-class phrase. */
export const closedWords: ReadonlySet<string> = new Set(
  [...operators.keys()].flatMap((phrase) => phrase.split(' ')).filter((word) => /^[a-z]+$/.test(word)),
)
