import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Reply } from '../conversation.ts'
import { type OpenProject, openProject, person } from '../testing/open-project.ts'

const boss = person('boss')
const days = Array.from({ length: 600 }, (_, day) =>
  new Date(Date.UTC(2024, 6, 1 + day)).toISOString().slice(0, 10),
)
/** Codes of the first hundred days are no numbers; a metric over them can only be told of later ones. */
const FILES = {
  'numize.yml': 'name: meters\nconnection: {type: files, path: data}\ntime_zone: UTC\nnow: clock\n',
  'models/reading.yml': `semantic_models:
  - name: reading
    model: ref('reading')
    defaults: {agg_time_dimension: day}
    entities: [{name: reading, type: primary, expr: id}]
    dimensions:
      - {name: day, type: time, type_params: {time_granularity: day}}
      - {name: code, type: categorical}
    measures:
      - {name: consumption, agg: sum, expr: CAST(code AS DOUBLE), create_metric: true}
      - {name: slow_sum, label: Slow sum, agg: sum, expr: "length(repeat(md5(code), 20000))", create_metric: true}
`,
  'data/reading.csv': [
    'id,day,code',
    ...days.map((day, at) => `${at},${day},${at < 100 ? `E${at}x` : `"${at % 7}.0"`}`),
  ].join('\n'),
}

let project: OpenProject
beforeAll(async () => {
  project = await openProject(FILES, '2026-02-20T12:00:00Z')
})
afterAll(async () => {
  await project[Symbol.asyncDispose]()
})

const answered = (reply: Reply): Extract<Reply, { status: 'answered' }> => {
  if (reply.status !== 'answered') throw new Error(JSON.stringify(reply))
  return reply
}

describe('a failed question is mended', () => {
  it('asks of a shorter period where a value stands in the way, and says so', async () => {
    const { reply } = await project.assistant().answer('consumption', { principal: boss })
    const { reading, tried, result } = answered(reply)
    expect(result.rows[0]?.[0]).toBeGreaterThan(0)
    expect(reading.assumed.map((part) => part.reading).join()).toMatch(/Only the last 365 days of the period/)
    expect(tried).toMatchObject([
      { what: 'the question as it was asked', outcome: expect.stringContaining('does not fit the type') },
      { what: 'Only the last 365 days of the period', outcome: 'It gave rows.' },
    ])
  })

  it('tells a period that was asked for and is not whole as not applied', async () => {
    const { reply } = await project.assistant().answer('consumption since July 2024', { principal: boss })
    expect(answered(reply).reading.dropped).toMatchObject([{ kind: 'period' }])
    expect(answered(reply).answer.caveats.join()).toMatch(/Not used in this answer/)
  })

  it('asks by a coarser grain where the query runs past its deadline', async () => {
    const { ask } = project
    const hurried = project.assistant({
      ask: (plans, principal, options) => ask(plans, principal, { deadlineMs: 20, ...options }),
    })
    const { reply } = await hurried.answer('slow sum by day', { principal: boss })
    const { tried = [], result } = answered(reply)
    expect(result.columns[0]?.grain).toBe('month')
    expect(tried[0]?.outcome).toMatch(/deadline/)
    expect(tried[1]?.what).toBe('By month instead of by day')
  })

  it('gives up after two attempts and shows what was tried', async () => {
    const { reply } = await project.assistant().answer('consumption in July 2024', { principal: boss })
    expect(reply).toMatchObject({ status: 'failed', code: 'engines/query' })
    expect(reply.status === 'failed' && reply.tried?.length).toBeGreaterThanOrEqual(2)
    expect(reply.status === 'failed' && reply.tried?.length).toBeLessThanOrEqual(3)
    expect(JSON.stringify(reply)).not.toMatch(/E\d+x/)
  })
})
