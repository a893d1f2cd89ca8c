import { readdirSync, readFileSync } from 'node:fs'

/** Memory and CPU of a process and all it started, read from /proc (Linux). */
export interface TreeUsage {
  readonly processes: number
  /** Proportional set size, MB. */
  readonly pssMb: number
  readonly cpuMs: number
  /** MB by command. */
  readonly parts: readonly { readonly command: string; readonly pssMb: number }[]
}

const TICK_MS = 10

export function treeUsage(root: number): TreeUsage {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(Number(name)))
  const wanted = new Set([root])
  for (let size = 0; size < wanted.size; ) {
    size = wanted.size
    for (const { pid, parent } of all) if (wanted.has(parent)) wanted.add(pid)
  }
  const tree = all.filter(({ pid }) => wanted.has(pid))
  const parts = tree.map(({ pid, command }) => ({ command, pssMb: pssOf(pid) }))
  return {
    processes: tree.length,
    pssMb: parts.reduce((sum, { pssMb }) => sum + pssMb, 0),
    cpuMs: tree.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    parts: parts.toSorted((a, b) => b.pssMb - a.pssMb),
  }
}

function statOf(pid: number) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const script = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      .split('\0')
      .find((part) => /\.m?[jt]s$/.test(part))
    return [
      {
        pid,
        parent: Number(fields[1]),
        cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS,
        command: script?.split('/').at(-1) ?? text.slice(text.indexOf('(') + 1, text.lastIndexOf(')')),
      },
    ]
  } catch {
    return []
  }
}

function pssOf(pid: number): number {
  try {
    const [, kb = '0'] = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? []
    return Number(kb) / 1024
  } catch {
    return 0
  }
}
