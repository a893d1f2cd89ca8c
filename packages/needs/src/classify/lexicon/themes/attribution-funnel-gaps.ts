import type { ThemeWords } from '../theme-words.ts'

export const ATTRIBUTION_FUNNEL_GAPS: ThemeWords = {
  certain: `funnel; attribution; unattribution; utm; first touch; last touch; multi touch; touchpoint; touch point;
    last click; first click; referrer; referral source; acquisition channel|source|campaign;
    marketing channel|source|spend; traffic source; source medium; dropoff; dropping off; drops off;
    drop between; checkout step; step missing; missing step; funnel step; step between; step _ funnel;
    stitch; stitched; clickstream; click event; page view; pageview; view event;
    tracking event|plan|pixel|gap|broken|missing; event tracking; not fire; not firing; not fired;
    stopped firing; no event fires; event fires; double fire; ad spend; ad platform;
    paid social|search|media|acquisition|campaign; under direct; as direct; direct traffic; unknown source;
    unknown channel; channel is null|missing|blank|unknown|empty|not; channel null; channel missing;
    null channel; no channel; missing channel; without a channel; without channel; roas; cac; cpa;
    landing page; trial to|from; from trial; upgrade click; first purchase; first order; first transaction;
    first card use|swipe|transaction|payment; first swipe; first use; came in through;
    which channel|source|campaign; by channel; lookback; ab test; deep link; consent banner; promo code;
    view to; view _ end up; to purchase; browse to; incrementality; device id;
    anonymous visitor|session|user; cross device; postback; sdk; growth _ split|performance|channel;
    new buyer|customer|user|account|signup _ source|channel|campaign|from; source _ brought;
    brought new|in; with a known source; channel split|mix|breakdown|level|performance|data|tag|tagging;
    between order and payment; order to payment; before login; win back; unattributed; credit to;
    all the credit; getting no credit; get the credit; gets the credit; credit for; take credit;
    takes credit; no credit; way from _ to; the way from; came first; which touch; ever reach;
    ever reaches; ever make it; make it to; makes it to; reach card|checkout|payment|purchase|activation;
    campaign behind|that|tag|name|id; campaign tag; lost on the way; getting lost; lose people;
    people lost; lose them between; lost between;
    between _ and first|purchase|activation|checkout|payment|order; signup without|with no;
    without a source; without source; no source; source missing|lost|unknown|empty|null; paid search;
    affiliates; tie to a purchase|campaign|order; clicks that; clicks we; clicks and; fired once;
    not fire at all; fires twice; no longer fires; not tracked; is not tracked; not being tracked;
    tracked step; tag is|was|got; tags; marketing mix; where they came from; where _ come from;
    how they found us; found us; heard about us; steps of the; per step; each step; step by step;
    which step; falls under direct; falling under direct; everything is direct; everything direct;
    share of direct; brand campaign; where do we lose; where we lose|lost; abandon; abandoned; abandonment;
    never come back; come back to; return visit; app open; app install; opened the app;
    view to purchase|order|cart; look to book; split by channel; by source; by campaign; per channel;
    per campaign; per source; source of new; source of the; path to; paths; give up; gives up; gave up;
    people give; gives everything to; give everything to; everything to brand|search|direct|paid|organic;
    tracking broke|broken|break|is|was|issue|bug; event is missing|lost|gone|not;
    events are missing|lost|gone|not; missing event|events; started event; completed event; completion;
    clicks are not; not linked to order|orders|purchase|purchases|conversion; zero conversions;
    came through; through referrals; source field; source is blank|empty|null|missing|unknown; app signup;
    web signup; shows zero conversion; where people|users|buyers|customers drop|leave|stop|give;
    where they drop|leave|stop; acquisition source; source on them; ignores people who;
    people who come back; conversion is too low|high; campaign identifier|identifiers|id|ids;
    campaign level; event stopped; stopped coming in; add to cart; journeys break; journey breaks;
    break in the middle; different user ids; user ids so; web and app; app and web; across devices;
    across web; where do our new|customers|buyers|sellers|users _ come; how did they find;
    how do people find; first session; landing; entry page; exit page; bounce; funnel report; funnel steps;
    funnel view; step in the; steps in the; drops between; loss between; leak in the funnel; leaky;
    last release; tracking code; tag manager; sdk update; bring in; brings in; brought in by;
    nothing is tagged; is tagged; not tagged; untagged; not instrumented; instrumented; instrument the;
    instrumentation; steps 1|2|3|4|5; step 1|2|3|4|5; origin of; where _ originate; determine the origin;
    tracking of; referral code|codes; lost once; lost after; preceding;
    preceding view|click|event|session|visit; without any _ event|view|click|visit; view event|events;
    how many buyers|customers|users _ bring|come|click; how many people; newsletter bring;
    source of signup|signups|traffic|orders|users; no idea where`,
  likely: `channel; channels; convert; step; click; visit; trial; referral; affiliate; marketing; growth;
    acquisition; organic; direct; source; cohort; promo; path; track; tracked; tracking; event; drop;
    upgrade; activated; view; experiment; event name; credit; credited; view event; visitor; path from;
    end up; kyc approved; lookback; medium; known source; login; landing; conversion; converts; converted;
    conversions; checkout; cart; signup; sign in event; onboarding; activation; journey; session; sessions;
    impression; ads; direct bucket; came from; come from; campaign; campaigns; redirect; pixel; install;
    installs; lead; clicked; reach; ever; way; touch; search; tag; between; lost; people; first purchase;
    channel empty|being|blank; growth says; marketing says; link between`,
  hint: `source; measure; journey; spend; redirect; growth; event; step; lose; split; new; stage; login; app;
    web; performance; between`,
}
