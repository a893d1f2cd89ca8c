import type { ConceptTable } from './find-concepts.ts'

/** What a writer does with the words of data: needs something, reports a fault, or only mentions them. */
export const STANCE_CONCEPTS: ConceptTable = {
  fault: `not reflect; not assign; not tag; not instrument; not line up; not tie; not correspond; short; flat;
    slip; overstate; contradict; at variance; no record; not shown; not unique; not equal; no revenue;
    missing the; jumped; fail; impossible; fewer; less than; instead of; too low; too high; ignores;
    ignore; break; breaks; stopped; inflated; violation; violations; increased; spiked; dropped;
    lower than; higher than; none of them agree; sooner; not authorized; not there; omitted; forget;
    forgot; missing; null; blank; empty; wrong; broken; incorrect; error; failure; bug; issue; problem;
    not match; not agree; differ; different; differently; mismatch; discrepancy; inconsistent; conflict;
    disagree; stale; late; lat; delayed; delay; behind; outdated; stuck; duplicate; dupes; dupe; double;
    twice; repeated; orphan; dangling; denied; forbidden; unmapped; uncategorised; uncategorized;
    unallocated; unmatched; unmasked; restricted; locked out; inflate; understate; lose; loses; drop;
    drops; not exist; not found; not arrive; not land; not refresh; not update; not load; not work;
    not see; not tell; not find; not fire; not capture; not track; not store; not map; not add up; not sum;
    gap; hole; off by; lag; lagging; outage; incident; anomaly; suspicious; weird; odd; strange; confusing;
    guesswork; blind; nobody; no one; neither; still; again; keep; keeps; stops; unknown; undefined;
    incomplete; unreliable; misleading; manual; by hand; workaround; spreadsheet; exposed; violates;
    breach; risk; unattributed; null key; lost; no way; not be; not trust; inaccurate; apples; drift;
    bogus; unusable`,
  need: `where can i|we; who do i; who do we; who looks; who handles; could it; can it; can that; it would help;
    no idea; let me know; what do we do; what should; which one should; before we; in time;
    nobody can tell; no one can tell; can tell me; any way to; any way we; is there a way;
    what is the correct|right|best; what the correct; how is|are; should we; should it; should the; pls;
    kindly; we ask; appreciate; would appreciate; advise; request for; feature request; need; needs;
    require; required; want; please; could you; can you; can we; could we; can someone; could someone;
    can i; could i; can data; can analytics; would like; would love; love to have; like to; looking for;
    looking to; request; requesting; asking; asks for; help; wish; missing; must; should be; has to;
    have to; how do we; how do i; is there a|any; do we have; who owns; who can; which one; any idea;
    any chance; anyone know; does anyone; has anyone; anyone else; anyone looking; why;
    waiting for|on|since; blocked; blocker; blocking; blocks; block; urgent; asap; escalate; priority;
    unblock; fix; investigate; look into; looking into; proposal; propose; suggest; until;
    by friday|monday|eod|tomorrow; before the next|close|board; ask; ticket; raise; raised; ought; let us;
    depends; decide; clarify; confirm; clarification; guidance; support; prioritise; prioritize; backlog;
    follow up`,
  unable: `can not; could not; unable; not able; impossible; not possible; fails; failing; struggle; hard to;
    difficult to; no way to; not let; prevents; stops us; never; nobody knows; not know; not sure; unsure;
    no idea; guess; guessing; have to guess; blind; stuck; forced to; stops; kill; costs us;
    hours a|every|per; every week|month|day|time; keeps`,
  impact: `board; exec; close; month end; quarter; audit; customer; regulator; finance; forecast; decision; bonus;
    payout; budget; cfo; ceo; investor; compliance; launch; planning; campaign; review`,
  retracted: `false alarm; my mistake; my fault; my bad; my error; sorry all;
    sorry for the noise|confusion|alarm|trouble; sorry about the noise|confusion; noise;
    i looked at the wrong|last|old; looked at last|the wrong;
    wrong filter|tab|date|year|month|page|environment|dashboard|report|file;
    old filter|tab|bookmark|link|export|version was|open|of; user error; never mind; nevermind; nvm;
    ignore me|this|that|my; please ignore; disregard; scratch that; false positive; i misread; misread;
    misunderstood; misunderstanding; my browser; browser cache; cache of my; all fine $; all good $;
    no issue $; no problem here; was me; was on my side; on my side; on my end; i had _ wrong|old;
    figured it out; found my mistake|error; is correct after all; are correct after all; correct after all;
    numbers agree; number agree; is correct $; are correct $; it is right after all; works for me after;
    forget it; forget what i said; take it back; retract; mea culpa; typo of mine; stand corrected`,
  elsewhere: `proud moment; my kid; my kids; my daughter; my son; my wife; my husband; my neighbour; awesome;
    love how; i love; quiz; exercise; newcomers; newcomer; toy set|data|example; sample data;
    training data; training material; training course; chapter; lecture; paper on; book about; book on;
    book chapter; the slides; can i have the slides; case study; war story; story about; meme about; joke;
    funny; hypothetical; hypothetically; imagine; in theory; a year ago; years ago; long ago;
    back in 2019|2020|2021|2022|2023|2024; at my last|old|previous job|company|place|employer|team;
    my last|old|previous job|company|place|employer; previous company; former employer; used to;
    remember when; good times; for the memories; memories; anniversary; another company; other companies;
    competitor; industry; conference; meetup; webinar; podcast about|on|episode|episodes; article; blog;
    newsletter; vendor demo; case from; textbook; course on; tutorial; certification;
    interview question|task; hiring; candidate; job description; lessons learned; retro of;
    postmortem of last; who wins; who presents; listened to; added to my list; reading list;
    i like the example; nice write up; nice writeup; interesting read; fun fact; trivia`,
  announce: `training session; trainings; user group; working group; data guild;
    moved to the|a _ floor|building|room|channel; has a new name; now available; rolled out;
    is out now|today; fyi; for your information; reminder; announcing; announcement; announce; join us;
    save the date; please join; come join; invite; invitation; rsvp; office hours; lunch and learn;
    brown bag; webinar; meetup; talk on|about; workshop; newsletter; digest; agenda; minutes of; recap;
    kick off; kickoff; town hall; all hands; hiring; we are hiring; job opening; open role|position;
    refer a; referral bonus; welcome; congrats; congratulations; kudos; shout out; shoutout; well done;
    great work|job|session|talk; nice work|job; thanks everyone|all|team|folks|for; thank you; celebrate;
    celebrating; celebration; milestone; anniversary; award; survey; conference; book club; blog post;
    article; podcast about|on|episode|episodes; video; slides are|attached|available; now live; is live;
    went live; has launched; release notes; changelog; have moved; moving to; renamed; new logo;
    planned maintenance; scheduled maintenance; maintenance window; maintenance; heads up only;
    for awareness; no impact; just sharing; just a note; in case you missed; published; is published;
    posted the|a; read about; interesting read; interesting article; interesting; fun fact; tip of; til;
    did you know; community; team building; sign up for; register for; registration; seats left;
    feel free to join; everyone is welcome; demo day; hackathon; swag; sticker; t shirt; vote for; poll;
    quiz; trivia; new joiner; new hire; introduce; introducing; meet the; calendar invite;
    booked a room|slot`,
  settled: `were signed off|approved|agreed|decided|confirmed|fixed|resolved|closed; good to have that;
    have that behind; nothing you need; nothing you have; no work for you; available as usual; as usual;
    checked again; ticket is closed; is closed; no worries; was met; were met; met every; concluded;
    nothing changes; nothing changed; much appreciated; completed successfully; successfully;
    is complete $; so quickly; so fast; all works; works $; ok $;
    thanks for granting|fixing|solving|sorting; nothing to add; resolved last|yesterday|earlier;
    for the record; green; on schedule;
    been processed|handled|completed|answered|addressed|validated|verified|reviewed; all processed;
    patience; numbers verified; closing the ticket; ticket closed; no follow ups; there are no;
    as it should; as they should; all as it; good to know; same picture;
    thanks for checking|digging|confirming|looking; ties to the; tie to the; is fine; are fine; is clean;
    are clean; found none; found nothing; found no; showed them; they are happy; is happy; are happy;
    perfect; glad that is; over and done; behind us; no longer; has been fine; have been fine; fine since;
    clean since; nothing of; in order; everything in order; all in order; in good shape; works well;
    no complaints; nothing to report; nothing unusual; nothing to fix; all right; no surprise|surprises;
    matches expectations; audit is over|done|closed|passed; passed the audit; zero _ found; cheers;
    agreed in|last; been|was|is signed off; decided in|last; is uptodate; are uptodate; is done;
    tests pass; checks pass; all checks passed; the numbers match; no action; nothing to do;
    no action needed|required; no need to; no change|changes needed|required; no follow up;
    not needed anymore; no longer an issue|needed|a problem;
    already fixed|resolved|solved|done|handled|agreed|merged|documented|live|shipped|deployed|closed|covered|decided|sorted;
    already in place;
    was fixed|resolved|solved|merged|shipped|deployed|closed|sorted|decided|agreed|approved;
    been fixed|resolved|solved|merged|shipped|deployed|closed|sorted|decided|agreed|approved|confirmed;
    has been agreed|decided|approved; we agreed; as agreed; as discussed; as decided; closed out;
    closing this; closing the; all good; all green; all clear; all set; is complete; was complete;
    are complete; was done; finished on time; on time; within target|sla|range|limits|tolerance|threshold;
    back to normal; works now|again|fine|as|well|great; working as expected|intended|designed; as expected;
    expected behaviour|behavior; as designed; by design;
    no issue|issues|problem|problems|error|errors|incident|incidents|duplicate|duplicates|orphan|orphans|delay|delays|gap|gaps|discrepancy|discrepancies|finding|findings|change|impact;
    zero issue|issues|error|errors|duplicate|duplicates|orphan|orphans|finding|findings; nobody needs;
    no open item|items|question|questions|point|points; no concern|concerns; no objection; resolved last;
    fixed last; shipped last; all passing; all match; matched ever; match perfectly;
    looks good|great|fine|right|correct|healthy|perfect; looking good|great|healthy; healthy;
    nothing outstanding; nothing open; nothing new; nothing missing; up and running; running smoothly|fine;
    ignore; test message; please ignore; disregard; false alarm; never mind; nvm; not a problem;
    not an issue; not urgent; same as before; unchanged; keep the current; stays as; staying with;
    stick with|to; is final; finalised; finalized; is in place; are in place; on track; went well;
    went smoothly; all tie; fully loaded; fully mapped; fully documented; nothing broken; good shape;
    agreed already; done already; handled already; resolved already; documented in; documented on;
    documented it`,
  social: `access card; access cards; front door; the door; side door; third floor; second floor; fourth floor;
    first floor; drinks on; summer party; exam; reception; public transport; office supplies; volunteers;
    the train; my train; our train; train was; guild night; weekend plans; cafe; lunch; coffee; pizza;
    cake; donut; doughnut; snack; snacks; beer; drinks; happy hour; party; dinner; breakfast; birthday;
    anniversary; offsite; football; soccer; basketball; tennis; yoga; gym; running club; marathon; hike;
    hiking; movie; film; netflix; song; playlist; concert; vacation; holiday; pto; out of office; ooo;
    weekend plan; parking; garage; badge; key card; keycard; office key; office keys; locker; printer;
    toner; kitchen; fridge; microwave; dishwasher; canteen; cafeteria; desk; desks; chair; chairs;
    meeting room; conference room; room; cabinet; building; elevator; air conditioning; heating;
    window seat; traffic jam; traffic on; flight; airport; taxi; commute; weather; rain; snow; dog; puppy;
    kitten; baby; wedding; kids; school; doctor; dentist; sick; flu; newspaper; recipe; barbecue; bbq;
    picnic; karaoke; game night; board game; ping pong; foosball; charity; donation; volunteer;
    blood drive; lost and found; umbrella; jacket; headphones; charger; laptop; mouse; keyboard; emoji;
    meme; memes; lol; haha; enrolment; enrollment; health plan; payroll; expense report; expenses;
    insurance; hotel; restaurant; venue; raffle; secret santa; fantasy league; costume; photo; photos;
    sandwich; sandwiches; taco; tacos; tea; milk; bike; bikes; shower; zoom link; wifi; wi fi; weekly quiz;
    crossword; chess; book club; museum; theatre; theater; novel; knitting; garden; bakery; cookie jar;
    cookies in; water bottle; vending; fire drill; evacuation; recycling; mail room; package at;
    visitor badge; shuttle; carpool; standing desk; whiteboard marker; sweater; shoes; holiday schedule;
    league; team dinner; team lunch; leaving party; farewell; stairs; balcony; roof; rooftop; terrace;
    apartment; moving house; sofa; guitar; piano; camping; beach; ski; skiing; swimming`,
  chatter: `standup; stand up; retro; sprint planning; pull request; pr for; code review; button; copy; logo; font;
    css; login button; release train; app store; ios build; android build; interview; candidate; calendar;
    agenda; 1 1; one on one; okr; okrs; performance review; onboarding buddy; welcome; new hire; zoom;
    running late; be late; start without; out sick; wfh; working from home; demo; customer call; press;
    brand; design; mockup; translation; copywriting; legal review of the contract; vendor contract; travel;
    budget for travel; slack theme; notification sounds; profile picture`,
}
