import { expect, it } from 'vitest'
import { openDatabase } from './database.ts'
import { makePositions } from './quantiles.ts'

it('counts all positions of entities that begin together, at any number of threads', async () => {
  for (const threads of [1, 4]) {
    await using db = await openDatabase(':memory:', threads)
    await db.run('CREATE TABLE slot AS SELECT range AS slot, range * 1000 AS utc_us FROM range(2000)')
    await makePositions(db, {
      name: 'p',
      id: 'id',
      columns: ['id'],
      source: 'SELECT range AS id, range // 7 * 700 AS began_us, 1 + range % 5 AS weight FROM range(20000)',
    })
    const wrong = await db.rows(`SELECT count(*) FROM p_reach
      WHERE reach <> (SELECT count(*) FROM p WHERE began_us < (SELECT utc_us FROM slot WHERE slot.slot = p_reach.slot))`)
    expect(Number(wrong[0]?.[0])).toBe(0)
  }
})
