import type { ConceptTable } from './find-concepts.ts'

/** How a writer weighs a cause: thrown out, or found to be the one. */
export const VERDICT_CONCEPTS: ConceptTable = {
  dismissed: `nothing to do with; not to do with; not related to; unrelated to; unrelated; not because of;
    not caused by; not due to; not the cause|reason|culprit|problem; not about; not a case of;
    not a matter of; not a question of; not explain; not explained by; turned out not; turns out not;
    turned out to be fine|unrelated|ok; ruled out; rule out; can be ruled out; excluded that|it|this; nope;
    but no $; so no $; before you ask; last time it was; this is different; that is different;
    different from what; different issue|problem|topic|thread;
    separate topic|thread|issue|matter|problem|ticket; another thread|topic|ticket; other thread;
    not to mix|confuse; not mix|confuse; not the same as; do not reopen; not reopen;
    was last month|week|quarter|year|sprint; first thought; my first guess; i was sure; was sure it;
    thought it was|would; we thought; blamed; is not it $; was not it $; not it $;
    that one is|was fixed|fine|sorted|solved|closed|done; row|rows are fine; is fine now; are fine now;
    part is clean|fine; it is not __ checked|looked|verified|tested;
    it was not __ checked|looked|verified|tested; is not __ i|we checked|looked|verified|tested;
    not __ this time; looks fine there; red herring; false lead; it is not the|a|an; it was not the|a|an;
    not our problem; for another day; off topic; side note; nothing of; found none; found no;
    found nothing; none of them $; none of it $; no sign|trace|case|sight|evidence of; none found;
    there are none; there were none; came back empty|clean; we do not $; it does not $; they do not $;
    is over; not to see that; wrong lead; no connection; has nothing to; someone else _ thread;
    not this one; not that one`,
  found: `come down to; comes down to; boil down to; boils down to; the reason is|was; reason is|was;
    the cause is|was; root cause; caused by; because of; due to; turns out; turned out; it turns; found it;
    found the; culprit; explains it|all|everything|the|why; that explains; would explain; explained by;
    all that is left; what is left; would bet; my bet; bet on; i think it; pretty sure; most likely;
    likely because; is because; it is because; the problem is|was; problem is; issue is; the actual;
    the real; in fact; actually; traced it|this|back; traced to; narrowed it; narrowed down; it is the;
    it was the; so it is; so the; so we; confirmed; can confirm; the sample shows; sample i took;
    what happens is; what happened; to blame; behind it; behind this; behind that; the fault; stems from;
    comes from; goes back to; points to; looking at it`,
}
