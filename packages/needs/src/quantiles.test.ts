import { expect, it } from 'vitest'
import { openDatabase } from './database.ts'
import { makePositions } from './quantiles.ts'

it.each([1, 4])('counts all positions of entities that begin together, with %i threads', async (threads) => {
  await using db = await openDatabase(':memory:', threads)
  await db.run('CREATE TABLE slot AS SELECT range AS slot, range * 1000 AS utc_us FROM range(300)')
  await makePositions(db, {
    name: 'p',
    id: 'id',
    columns: ['id'],
    source: 'SELECT range AS id, range // 7 * 700 AS began_us, 1 + range % 5 AS weight FROM range(2000)',
  })
  const wrong = await db.rows(`SELECT count(*) FROM (SELECT slot, reach FROM p_reach EXCEPT
    SELECT slot, count(pos) FROM slot LEFT JOIN p ON began_us < utc_us GROUP BY slot)`)
  expect(Number(wrong[0]?.[0])).toBe(0)
})
