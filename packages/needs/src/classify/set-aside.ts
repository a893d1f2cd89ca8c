/** A question that names something first to put it aside: "skip X, show Y", "apart from X, show Y". */
const FIRST =
  /^(?:(?:hi|hey|hello|hm|ok|sorry|please|quick one|fwiw|tbh)[,.!:]?\s+)*(?:skip|forget|ignore|drop|instead of|apart from|aside from|other than|besides|setting aside|leaving aside|never mind|no longer|not|this is not about|it is not about|not about)\s+[^,;:.]*(?:[,;:.]|\s(?=(?:give|show|list|count|tell|find)\s(?:me|us|the|all|how)?))\s*(\S.*)$/is
/** "Y, leaving out X", "Y, whatever X says". */
const LAST =
  /^(.*?\S)[,;]\s*(?:leaving out|leaving aside|ignoring|whatever|regardless of|no matter|apart from|aside from|instead of|rather than|not|and not|but not|never mind|forget)\s[^,;]*$/is

/** A question without what it puts aside. */
export function withoutSetAside(question: string): string {
  const rest = FIRST.exec(question)?.[1] ?? question
  return LAST.exec(rest)?.[1] ?? rest
}
