interface RoleWords {
  /** Words of key names. */
  readonly names: readonly string[]
  /** Names of it that people use for one another. */
  readonly nouns: readonly string[]
  /** Verbs and nouns of questions that point at it. */
  readonly spoken: readonly string[]
  /** Prepositions that point at it whatever the verb. */
  readonly prepositions: readonly string[]
}

const list = (words: string): readonly string[] => words.split(' ').filter((word) => word !== '')

const role = (names: string, nouns: string, spoken: string, prepositions: string): RoleWords => ({
  names: list(names),
  nouns: list(nouns),
  spoken: list(spoken),
  prepositions: prepositions.split('|').filter((word) => word !== ''),
})

/** Verbs, nouns and prepositions that tell which of two parallel keys is meant. */
export const roles: readonly RoleWords[] = [
  role(
    'source origin departure from start src pickup',
    'source origin departure',
    'depart departs departed departing departure departures leaving leave leaves left outgoing origin originating originated source',
    'from|out of|starting in|starting at',
  ),
  role(
    'destination dest arrival to end target dropoff',
    'destination arrival',
    'arrive arrives arrived arriving arrival arrivals landing land lands landed incoming destination go goes went going gone heading headed bound received receive receives receiving delivered',
    'to|into|towards|toward|destined for|bound for',
  ),
  role('sender payer from origin source', 'sender', 'send sends sent sending sender paying paid', 'from'),
  role(
    'receiver recipient payee to beneficiary',
    'receiver recipient',
    'receive receives received receiving receiver recipient',
    'to',
  ),
  role('buyer', 'buyer', 'buy buys bought purchased buying', ''),
  role('seller', 'seller', 'sell sells sold selling', ''),
  role('winner', 'winner', 'win wins won winning', ''),
  role('loser', 'loser', 'lose loses lost losing', ''),
  role('home', 'home', 'home host hosted hosting', ''),
  role('away', 'away', 'away visiting', ''),
  role(
    'manager supervisor boss',
    'manager supervisor boss',
    'manage manages managed manager managers supervisor supervisors supervise supervises supervised boss',
    '',
  ),
  role('advisor adviser', 'advisor adviser', 'advise advises advised advisor', ''),
  role('agent', 'agent', 'agent agents sold', ''),
]

/** Words of key names that the spoken words point at. */
export const roleNames = (spoken: ReadonlySet<string>): ReadonlySet<string> =>
  new Set(roles.filter((one) => one.spoken.some((word) => spoken.has(word))).flatMap(({ names }) => names))

/** Words of key names that a preposition points at. */
export const prepositionRoles = (words: string): ReadonlySet<string> =>
  new Set(roles.filter((one) => one.prepositions.includes(words)).flatMap(({ names }) => names))
