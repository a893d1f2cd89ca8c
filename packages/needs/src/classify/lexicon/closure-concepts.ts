import type { ConceptTable } from './find-concepts.ts'

/** How a thread ends: with the need met, or with it left open. */
export const CLOSURE_CONCEPTS: ConceptTable = {
  met: `fixed; is fixed; merged; resolved; solved; shipped; deployed; released; is live; went live; now live;
    rolled out; works now|again|for me; working now|again; granted; added it|the|this|you; you have access;
    have access now; access granted; backfilled; backfill is done|complete|finished; is done; all done;
    done now; closing this; closing the; close this; closed; can be closed;
    looks right|good|fine now|again; matches now; match now; numbers match; back to normal; caught up;
    is in place; in production; in prod now; documented in|on|here|it; deduplicated; deduped; reloaded and;
    rerun and; sorted; that did it; did the trick; confirmed fixed; verified; thank you that works;
    works thank|thanks; complete now; landed now; is available now; now available; is there now;
    mapped now; is mapped; new version is|with; signed off; approved and; problem gone|solved;
    no longer see|happens; good now; all good now; pr is in|merged; patch is in|out; hotfix`,
  unmet: `still open|broken|wrong|missing|waiting|see|not|happening|blocked|there|no; no owner; nobody owns;
    no one owns; nobody picked; backlog; not this quarter|sprint|month|week|year; next quarter|year|half;
    not planned; no plan|plans|date|eta|timeline|capacity|bandwidth|budget; nothing has changed; bump;
    bumping; any update|news|progress; no update|news|progress|answer|reply; by hand; manually; workaround;
    have to live with; live with it; not a priority; low priority; parked; on hold; deprioritised;
    deprioritized; postponed; waiting for|on; blocked; not fixed|resolved|solved|merged|done|yet;
    came back; back again; happens again; happened again; reopened; reopen; open since; unresolved;
    no decision; undecided; can not do; will not do; wontfix; escalate; escalating; let us talk;
    put|putting it on the agenda; on the agenda; someone needs to; who can take; can somebody take;
    not yet; is there a ticket; raise a ticket; opened a ticket; until then; for now we; sorry not`,
}
