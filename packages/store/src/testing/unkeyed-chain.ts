import { canonicalJson, hashText } from '@numize/base'

/** Statements that write the chain of a version without keys, whose hashes anybody can make. */
export function unkeyedChain(org: string, entries: readonly object[]): string {
  let previous = '0'.repeat(64)
  const rows = entries.map((entry, at) => {
    const body = { seq: at + 1, at: '2026-11-14T10:00:00.000Z', entry }
    const hash = hashText(previous + canonicalJson(body))
    const row = `('${org}', ${body.seq}, '${body.at}', '${JSON.stringify(entry)}', '${previous}', '${hash}')`
    previous = hash
    return row
  })
  return `INSERT INTO audit (org_id, seq, at, entry, previous_hash, hash) VALUES ${rows.join(', ')};
    INSERT INTO audit_heads VALUES ('${org}', ${entries.length}, '${previous}')
    ON CONFLICT (org_id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash;`
}
