const LEAST_LENGTH = 6
const STANDS_FOR = '•••'

/** Remembers the secrets that were used, and takes them out of what is told. */
export interface Redactor {
  /** Shorter ones than six characters are left: they would be found in innocent words. */
  add(secret: string): void
  clean(text: string): string
}

/** Also in the forms in which addresses and JSON carry a secret. */
export function createRedactor(): Redactor {
  const known = new Set<string>()
  return {
    add: (secret) => {
      const password = passwordOf(secret)
      for (const one of [secret, ...(password === null ? [] : [password])])
        for (const form of [one, encodeURIComponent(one), JSON.stringify(one).slice(1, -1)])
          if (form.length >= LEAST_LENGTH) known.add(form)
    },
    clean: (text) => {
      let cleaned = text
      for (const secret of [...known].toSorted((a, b) => b.length - a.length))
        cleaned = cleaned.replaceAll(secret, STANDS_FOR)
      return cleaned
    },
  }
}

/** What is secret in an address with a login: a driver may tell it apart from the rest. */
function passwordOf(secret: string): string | null {
  if (!/^[a-z][a-z0-9+]*:\/\//i.test(secret) || !URL.canParse(secret)) return null
  const { password } = new URL(secret)
  return password === '' ? null : decodeURIComponent(password)
}
