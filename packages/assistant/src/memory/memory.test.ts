import type { Principal } from '@numize/access'
import type { MetricsPlan } from '@numize/semantic'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Assistant } from '../assistant.ts'
import type { Reply, Turn } from '../conversation.ts'
import { memoryInMemory, type OpenProject, openProject, person } from '../testing/open-project.ts'

const FILES = {
  'numize.yml': 'name: ferries\nconnection: {type: files, path: data}\ntime_zone: UTC\nnow: clock\n',
  'models/crossing.yml': `semantic_models:
  - name: crossing
    model: ref('crossing')
    defaults: {agg_time_dimension: left_on}
    entities:
      - {name: crossing, type: primary, expr: id}
    dimensions:
      - {name: left_on, type: time, type_params: {time_granularity: day}}
      - {name: harbour, type: categorical}
      - {name: state, type: categorical}
    measures:
      - {name: crossings, agg: sum, expr: "1", create_metric: true}
      - {name: gross_fares, label: Gross fares, agg: sum, expr: gross, create_metric: true}
      - {name: net_fares, label: Net fares, agg: sum, expr: net, create_metric: true}
`,
  'lexicon.yml': 'ambiguous:\n  - {phrase: takings, choices: [gross_fares, net_fares]}\n',
  'slices/all.yml': 'name: all\naudience: [admin, clerk]\nmin_group_size: 1\n',
  'slices/other.yml': 'name: other\naudience: [visitor]\nmin_group_size: 1\n',
  'data/crossing.csv': [
    'id,left_on,harbour,state,gross,net',
    '1,2026-01-10,Bodø,sailed,100,80',
    '2,2026-02-11,Bodø,sailed,50,40',
    '3,2026-02-20,Moss,sailed,30,20',
    '4,2026-02-21,Moss,cancelled,7,5',
  ].join('\n'),
}
const boss = person('boss', ['admin'])
const clerk = person('clerk')
const visitor = person('visitor')

let project: OpenProject
let assistant: Assistant
beforeAll(async () => {
  project = await openProject(FILES, '2026-03-15T12:00:00Z')
})
afterAll(async () => {
  await project[Symbol.asyncDispose]()
})
beforeEach(() => {
  assistant = project.assistant({ memory: memoryInMemory() })
})

type Answered = Extract<Reply, { status: 'answered' }>
const answeredIn = ({ reply }: Turn): Answered => {
  if (reply.status !== 'answered') throw new Error(JSON.stringify(reply))
  return reply
}
const ask = (question: string, principal: Principal = boss): Promise<Turn> =>
  assistant.answer(question, { principal })
const rowsOf = async (question: string, principal: Principal = boss) =>
  answeredIn(await ask(question, principal)).result.rows

/** Asks what has two meanings, takes the second and approves it. */
async function approveNet(): Promise<Turn> {
  const asked = await ask('takings of Bodø in February 2026')
  if (asked.reply.status !== 'clarify') throw new Error(JSON.stringify(asked.reply))
  const net = asked.reply.options.findIndex(({ label }) => /net/i.test(label))
  const chosen = await assistant.choose(asked.id, net, { principal: boss })
  expect(await assistant.feedback({ turn: chosen.id }, { verdict: 'up' }, boss)).toBe('approved')
  return chosen
}

describe('an approved answer', () => {
  it('answers the same question from then on, also with another value or period', async () => {
    await approveNet()
    expect(await rowsOf('takings of Bodø in February 2026')).toEqual([[40]])
    expect(await rowsOf('Takings of Moss in February 2026?')).toEqual([[25]])
    expect(await rowsOf('takings of Bodø in January 2026')).toEqual([[80]])
    expect(await rowsOf('takings of bodø last month', clerk)).toEqual([[40]])
    expect(answeredIn(await ask('takings of Moss last month')).verified).toEqual({
      by: 'boss',
      at: expect.any(String),
    })
  })

  it('says nothing of another question, nor of a value the column does not have', async () => {
    await approveNet()
    expect((await ask('takings by harbour')).reply.status).toBe('clarify')
    expect((await ask('takings of Atlantis in February 2026')).reply.status).not.toBe('answered')
  })

  it('says nothing in another slice', async () => {
    await approveNet()
    expect((await ask('takings of Bodø in February 2026', visitor)).reply.status).toBe('clarify')
  })

  it('does not break into a thread that continues otherwise', async () => {
    await approveNet()
    const first = await ask('gross fares by harbour')
    const next = await assistant.answer('in February 2026', { principal: boss, threadId: first.threadId })
    expect(answeredIn(next).result.columns.map(({ source }) => source)).toContain('gross_fares')
  })

  it('marks the same calculation as verified however it was asked', async () => {
    const first = await ask('net fares by harbour')
    expect(answeredIn(first).verified).toBeUndefined()
    await assistant.feedback({ turn: first.id }, { verdict: 'up' }, boss)
    expect(answeredIn(await ask('show me net fares per harbour')).verified).toMatchObject({ by: 'boss' })
  })

  it('is shown among the examples', async () => {
    const first = await ask('net fares by harbour')
    await assistant.feedback({ turn: first.id }, { verdict: 'up' }, boss)
    expect((await assistant.welcome(boss)).examples).toContain('net fares by harbour')
  })
})

describe('what people say of an answer', () => {
  it('waits for somebody with the right, who may take it away', async () => {
    const turn = await ask('net fares by harbour', clerk)
    const said = { verdict: 'down', reason: 'wrong metric', note: 'should be gross' } as const
    expect(await assistant.feedback({ turn: turn.id }, said, clerk)).toBe('queued')
    await expect(assistant.reviews(clerk)).rejects.toMatchObject({ code: 'assistant/may-not-review' })
    const [review] = await assistant.reviews(boss)
    expect(review).toMatchObject({ question: 'net fares by harbour', by: 'clerk', reason: 'wrong metric' })
    await assistant.dismiss(review?.id ?? '', boss)
    expect(await assistant.reviews(boss)).toEqual([])
  })

  it('counts a thumbs up without the right as a wish only', async () => {
    const turn = await ask('net fares by harbour', clerk)
    expect(await assistant.feedback({ turn: turn.id }, { verdict: 'up' }, clerk)).toBe('queued')
    expect(answeredIn(await ask('net fares by harbour', clerk)).verified).toBeUndefined()
  })

  it('is refused of a turn or a run that nobody knows', async () => {
    await expect(assistant.feedback({ turn: 'none' }, { verdict: 'up' }, boss)).rejects.toMatchObject({
      code: 'assistant/no-turn',
    })
    await expect(assistant.feedback({ run: 'abcdef' }, { verdict: 'up' }, boss)).rejects.toMatchObject({
      code: 'assistant/no-run',
    })
  })
})

describe('a correction', () => {
  it('puts another metric in the place of one, for the same question later', async () => {
    const turn = await ask('takings by harbour')
    const gross = await assistant.choose(turn.id, 0, { principal: boss })
    await assistant.correct({ turn: gross.id }, { kind: 'metric', metric: 'net_fares' }, boss)
    const again = answeredIn(await ask('takings by harbour'))
    expect((again.result.plan as MetricsPlan).metrics).toEqual([{ metric: 'net_fares' }])
  })

  it('teaches a word, which settles what was asked back, and can be taken to lexicon.yml', async () => {
    const turn = await ask('net fares by harbour')
    await assistant.correct(
      { turn: turn.id },
      { kind: 'synonym', phrase: 'takings', means: 'net_fares' },
      boss,
    )
    expect(await rowsOf('takings in February 2026')).toEqual([[65]])
    const lexicon = await assistant.lexicon(boss)
    expect(lexicon).toMatch(/phrase: takings[\s\S]*means: net_fares/)
    expect(lexicon).not.toMatch(/choices/)
  })

  it('sets a filter that a metric is counted under unless the question speaks of the column', async () => {
    const turn = await ask('net fares in February 2026')
    await assistant.correct({ turn: turn.id }, { kind: 'filter', words: 'state is sailed' }, boss)
    const later = answeredIn(await ask('net fares in February 2026'))
    expect(later.result.rows).toEqual([[60]])
    expect(later.reading.assumed.map(({ reading }) => reading).join()).toMatch(
      /State is sailed \(set as the default\)/,
    )
    expect(await rowsOf('net fares with state cancelled in February 2026')).toEqual([[5]])
    expect(await rowsOf('gross fares in February 2026')).toEqual([[87]])
  })

  it('is forgotten when it is dismissed', async () => {
    const turn = await ask('net fares in February 2026')
    await assistant.correct({ turn: turn.id }, { kind: 'filter', words: 'state is sailed' }, boss)
    const [lesson] = await assistant.lessons(boss)
    await assistant.dismiss(lesson?.id ?? '', boss)
    expect(await rowsOf('net fares in February 2026')).toEqual([[65]])
  })

  it('is refused of who has no right, of unknown names and of words that are no condition', async () => {
    const turn = await ask('net fares by harbour', clerk)
    const of = { turn: turn.id }
    await expect(
      assistant.correct(of, { kind: 'metric', metric: 'gross_fares' }, clerk),
    ).rejects.toMatchObject({ code: 'assistant/may-not-review' })
    const own = { turn: (await ask('net fares by harbour')).id }
    await expect(assistant.correct(own, { kind: 'metric', metric: 'gross_fare' }, boss)).rejects.toThrow(
      /Did you mean gross_fares/,
    )
    await expect(
      assistant.correct(own, { kind: 'filter', words: 'the moon is blue' }, boss),
    ).rejects.toMatchObject({ code: 'assistant/bad-filter' })
  })
})
