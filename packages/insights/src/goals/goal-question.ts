const ABOUT_GOALS =
  /^(?:(?:how are|how do|show|list|what are|what is the status of|status of)(?: me)?(?: we doing (?:on|against))? (?:our |my |the |all )?(?:goals|targets)(?: (?:doing|stand|going|look))?|are we (?:still )?on (?:track|course|pace)|(?:goal|target)s? (?:status|progress)|how is (?:the |our )?progress (?:on|to|towards?) (?:our |the )?(?:goals|targets))$/i

/** Whether a question asks how the goals that are kept stand. */
export const asksForGoals = (question: string): boolean =>
  ABOUT_GOALS.test(question.trim().replace(/[?!.\s]+$/, ''))
