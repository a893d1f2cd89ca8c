/** Words that the lists of leaked passwords begin with; what is made of them alone is guessed first. */
const WORDS = `password passwort passwd pass secret admin administrator root user guest login welcome letmein
changeme change default test testing demo temp qwerty qwertz azerty qwertyuiop qazwsx asdf asdfgh asdfghjkl zxcvbn
zxcvbnm iloveyou love lovely monkey dragon master superman batman spiderman pokemon starwars princess sunshine
shadow football baseball basketball soccer hockey liverpool arsenal chelsea barcelona michael jordan jessica
ashley nicole daniel thomas charlie george andrew joshua hunter ranger harley mustang ferrari porsche mercedes
corvette yamaha computer internet google facebook linkedin samsung microsoft windows apple whatever freedom
trustno trust flower summer winter spring autumn january february march april june july august september october
november december monday tuesday wednesday thursday friday saturday sunday hello world cookie cheese chocolate
banana orange purple yellow diamond silver golden killer hacker ninja matrix jesus angel heaven family mother
father sister brother baby babygirl blink access abc abcd abcdef company business server database numize
correcthorsebatterystaple correct horse battery staple this is my the me new one your`.split(/\s+/)

const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}
const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '01234567890',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
]
const LEAST_DIFFERENT = 5
const LEAST_RUN = 4
const LEAST_LEFT = 4

/**
 * Why a password would be among the first guesses, null where it would not: known words, the person's own names,
 * keyboard rows, years and repetition are taken out of it, and too little is left.
 */
export function commonness(password: string, own: readonly string[]): string | null {
  const text = password.toLowerCase()
  if (new Set(text).size < LEAST_DIFFERENT) return 'it repeats the same few characters'
  const names = own.map((name) => name.toLowerCase()).filter((name) => name.length > 2)
  const left = Math.min(...[text, unleeted(text)].map((form) => remainder(form, names)))
  return left < LEAST_LEFT ? 'it is made of words and rows that are guessed first' : null
}

const unleeted = (text: string): string => text.replaceAll(/[013457@$!]/g, (letter) => LEET[letter] ?? letter)

const LONGEST_FIRST = WORDS.toSorted((a, b) => b.length - a.length)

/** How many different letters stay when everything that is guessed first is taken out. */
function remainder(text: string, names: readonly string[]): number {
  let left = withoutRows(text)
  for (const word of [...names, ...LONGEST_FIRST]) left = left.replaceAll(word, ' ')
  return new Set(left.replaceAll(/[^\p{L}\p{N}]|\d{1,4}/gu, '')).size
}

/** Without runs of four or more along the alphabet, the digits or a keyboard, either way. */
function withoutRows(text: string): string {
  const rows = ROWS.flatMap((row) => [row, Array.from(row).toReversed().join('')])
  let kept = ''
  for (let at = 0; at < text.length; ) {
    const run = runAt(text, at, rows)
    if (run < LEAST_RUN) kept += text[at]
    else kept += ' '
    at += run < LEAST_RUN ? 1 : run
  }
  return kept
}

function runAt(text: string, at: number, rows: readonly string[]): number {
  let length = 1
  while (at + length < text.length && rows.some((row) => row.includes(text.slice(at, at + length + 1))))
    length += 1
  return length
}
