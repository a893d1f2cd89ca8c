interface Labelled {
  readonly text: string
  readonly label: string
}

/**
 * Macro-F1 of a multinomial naive Bayes classifier over single words (Laplace's rule with a half), trained on one list
 * and tested on another: how much of the labels single words give away.
 */
export function macroF1OfWords(data: {
  readonly train: readonly Labelled[]
  readonly test: readonly Labelled[]
  readonly classes: readonly string[]
}): number {
  const score = trained(data.train, data.classes)
  const pairs = data.test.map(({ text, label }) => ({
    label,
    said: best(data.classes, score(wordsOf(text))),
  }))
  const f1s = data.classes.map((name) => {
    const right = pairs.filter(({ label, said }) => label === name && said === name).length
    const either =
      pairs.filter(({ label }) => label === name).length + pairs.filter(({ said }) => said === name).length
    return either === 0 ? 0 : (2 * right) / either
  })
  return f1s.reduce((sum, f1) => sum + f1, 0) / f1s.length
}

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[a-z_']+|\d+/g) ?? []

function trained(
  train: readonly Labelled[],
  classes: readonly string[],
): (words: readonly string[]) => readonly number[] {
  const counts = classes.map(() => new Map<string, number>())
  const vocabulary = new Set<string>()
  for (const { text, label } of train)
    for (const word of wordsOf(text)) {
      vocabulary.add(word)
      const own = counts[classes.indexOf(label)]
      own?.set(word, (own.get(word) ?? 0) + 1)
    }
  const totals = counts.map((own) => [...own.values()].reduce((sum, n) => sum + n, 0) + vocabulary.size / 2)
  const priors = classes.map((name) =>
    Math.log(train.filter(({ label }) => label === name).length / train.length),
  )
  return (words) =>
    classes.map((_, at) =>
      words
        .filter((word) => vocabulary.has(word))
        .reduce(
          (sum, word) => sum + Math.log(((counts[at]?.get(word) ?? 0) + 0.5) / (totals[at] ?? 1)),
          priors[at] ?? 0,
        ),
    )
}

const best = (classes: readonly string[], scores: readonly number[]): string =>
  classes[scores.indexOf(Math.max(...scores))] ?? ''
