/** Becomes a user without rights or files, for good. */
export function leaveRoot(uid: number): void {
  process.setgroups?.([])
  process.setgid?.(uid)
  process.setuid?.(uid)
  if (process.geteuid?.() !== uid) throw new Error('the process kept the rights it should leave')
}
