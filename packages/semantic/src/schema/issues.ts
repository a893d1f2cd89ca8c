import type { z } from 'zod'

type Issue = z.core.$ZodIssue

/** One line per problem: where in the value, and what to do. Of a union, only its nearest form is told. */
export const issueLines = (issues: readonly Issue[], root: string): readonly string[] =>
  issues.flatMap((issue) => lines(issue, [], root))

function lines(issue: Issue, outer: readonly PropertyKey[], root: string): readonly string[] {
  const path = [...outer, ...issue.path]
  if (issue.code === 'invalid_union' && issue.errors.length > 0)
    return nearestForm(issue.errors).flatMap((inner) => lines(inner, path, root))
  return [`${place(path, root)}: ${sentence(issue)}`]
}

/** `where[0].field.dimension`. */
const place = (path: readonly PropertyKey[], root: string): string =>
  path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  ) || root

function sentence(issue: Issue): string {
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) return 'is missing'
  const text = issue.message.replace(/^Invalid input: /, '').replace(/\.$/, '')
  return text.charAt(0).toLowerCase() + text.slice(1)
}

/** The form whose problems lie deepest: it is the one that was meant. Missing keys count as far away. */
function nearestForm(forms: readonly (readonly Issue[])[]): readonly Issue[] {
  const badness = (issues: readonly Issue[]): number =>
    issues.reduce(
      (sum, issue) =>
        sum + (issue.path.length === 0 ? 3 : 1) + (issue.message.endsWith('received undefined') ? 2 : 0),
      0,
    )
  return forms.toSorted((a, b) => badness(a) - badness(b))[0] ?? []
}
