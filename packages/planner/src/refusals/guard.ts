import type { RefusalCode } from '../outcome.ts'

export interface Refusal {
  readonly code: RefusalCode
  readonly reason: string
}

const MAX_CHARACTERS = 2000

interface Guard {
  readonly name: string
  readonly refuses: (question: string) => Refusal | null
}

const refusal = (code: RefusalCode, reason: string): Refusal => ({ code, reason })

/** What is not a question about data, told apart before anything is read. The first that refuses wins. */
const guards: readonly Guard[] = [
  {
    name: 'empty',
    refuses: (question) =>
      /[\p{L}\d]/u.test(question) ? null : refusal('no-question', 'There is no question here.'),
  },
  {
    name: 'length',
    refuses: (question) =>
      question.length > MAX_CHARACTERS
        ? refusal(
            'no-question',
            `The question has ${question.length} characters; ${MAX_CHARACTERS} is the most I read.`,
          )
        : null,
  },
  {
    name: 'script',
    refuses: (question) => {
      const letters = question.match(/\p{L}/gu)?.length ?? 0
      const latin = question.match(/\p{Script=Latin}/gu)?.length ?? 0
      return letters > 0 && latin < letters / 2
        ? refusal('no-question', 'I read questions in English only.')
        : null
    },
  },
  {
    name: 'sql',
    refuses: (question) =>
      /^\s*(select\b[\s\S]+\bfrom\b|with\s+\w+\s+as\s*\(|explain\s+select|insert\s+into|update\s+\w+\s+set|delete\s+from|drop\s+(table|view|schema|database)|alter\s+table|create\s+(table|view)|truncate\s+table|copy\s+\w+\s+to|attach\s+)/i.test(
        question,
      )
        ? refusal(
            isWrite(question) ? 'write' : 'not-supported',
            isWrite(question)
              ? 'I only read data; I cannot change it.'
              : 'This is SQL; ask in words, or use the SQL editor.',
          )
        : null,
  },
  {
    name: 'write',
    refuses: (question) =>
      /^\s*(please\s+|can you\s+|could you\s+|i want to\s+|you must\s+|now\s+)*(delete|remove all|drop|insert|update|truncate|erase|wipe|overwrite|rename|alter)\b(?!\s+(the\s+)?(filter|chart|rate|filters|limit|sort|grouping|comparison|period))/i.test(
        question,
      )
        ? refusal('write', 'I only read data; I cannot change it.')
        : null,
  },
  {
    name: 'advice',
    refuses: (question) => {
      if (/^\s*why\b/i.test(question))
        return refusal('not-supported', 'I can say what the numbers are, not yet why.')
      const advice =
        /^\s*(how (do|can|could|should|would) (i|you|one|a|an|the)\b(?!.*\b(compare|rank)\b)|how to\b|should (i|we)\b)/i
      return advice.test(question)
        ? refusal('no-question', 'I answer questions about the data; I give no advice.')
        : null
    },
  },
  {
    name: 'nothing wanted',
    refuses: (question) =>
      /\b(top|bottom|best|worst)\s+(0|zero)\b/i.test(question)
        ? refusal('no-question', 'The top 0 of anything is nothing: ask for one or more.')
        : null,
  },
  {
    name: 'greeting',
    refuses: (question) =>
      /^\s*(hi|hello|hey|good (morning|afternoon|evening)|thanks?( you)?|thank you|how are you|bye|goodbye|ok|okay|yes|no|help|who are you|what can you do|what can i ask)[\s!.?,]*(there)?[\s!.?]*$/i.test(
        question,
      )
        ? refusal('no-question', 'Ask me about the data, for instance one of these.')
        : null,
  },
]

const isWrite = (question: string): boolean =>
  /^\s*(insert|update|delete|drop|alter|create|truncate)\b/i.test(question)

export function guardQuestion(question: string): (Refusal & { readonly guard: string }) | null {
  for (const { name, refuses } of guards) {
    const found = refuses(question)
    if (found) return { ...found, guard: name }
  }
  return null
}
