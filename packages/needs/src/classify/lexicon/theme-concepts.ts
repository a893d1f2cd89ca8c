import type { Theme } from '../../config/dnr-config.ts'

/** How surely a phrase tells a theme of data work: by itself, mostly, or only beside other signs. */
export const STRENGTHS = { certain: 3, likely: 1.6, hint: 0.6 } as const
export type Strength = keyof typeof STRENGTHS

/** The words of each theme. Weak ones are shared by several themes: then the rest of the thread decides. */
export const THEME_WORDS: Readonly<Record<Theme, Readonly<Record<Strength, string>>>> = {
  metric_definition_mismatch: {
    certain: `definition of; metric definition; kpi definition; defined differently; define differently;
      redefine; glossary; data dictionary; metric dictionary; semantic layer; metric layer;
      single source of truth; one source of truth; single version of the truth; what counts as;
      count as active; counts as active; counted as active; calculated differently;
      computed differently; calculate _ differently; compute _ differently; count _ differently;
      define _ differently; measure _ differently;
      different definition|formula|logic|filter|denominator|calculation|methodology|interpretation;
      two definition|formula|version|calculation; three definition|formula|version|calculation;
      several definition|formula|version; multiple definition|formula|version;
      competing definition|version|formula|number; own definition|formula|version|way;
      agreed definition; official definition|number|figure|metric|version;
      canonical definition|number|metric|version;
      which definition|number|figure|version|formula|one _ right|correct|official|trust|quote|use;
      whose number|figure|definition; same definition; mean by;
      how do|does we|you|they|finance|team define|calculate|compute|count|measure; apples;
      net or gross; gross or net; net versus gross; gross versus net; gross vs net; net vs gross;
      with or without tax|refund|discount|shipping|return; standardise _ metric|definition|kpi;
      standardize _ metric|definition|kpi; official one;
      different number|figure|answer|total|value|result for|between|from|on|in|than;
      two number|figure|answer; three number|figure|answer;
      two different number|figure|answer|value|total; different way to|of count|calculat|comput;
      definition mismatch; metric mismatch; inconsistent definition|metric; metric drift; kpi mismatch;
      definition drift; not agree on what|how|the; disagree on|about what|how|the;
      align on a|the|one|definition|what; which is right; which one is right|correct|official|the;
      interpret _ differently; mean different thing; means different thing; not the same thing;
      two meaning; definit of; compare _ computed; definition used;
      two team|source|dashboard|report|place show|give|report|say|disagree; numerator; denominator`,
    likely: `definition; define; formula; calculation; methodology; metric logic; kpi logic; logic behind;
      interpretation; official; canonical;
      not match _ dashboard|report|deck|board|looker|sheet|finance|number;
      not tie _ dashboard|report|deck|board|looker|sheet; not agree; disagree; discrepancy between;
      mismatch between; conflict; inconsistent; include or exclude; includes or excludes;
      does _ include; do we|they|you include|exclude; does it include|exclude;
      include test|cancelled|declined|refunded|internal|closed|trial|pending|tax|shipping;
      exclude test|cancelled|declined|refunded|internal|closed|trial|pending|tax|shipping;
      leave out _ closed|cancelled|refunded|declined|pending|test;
      counts declined|cancelled|refunded|pending|authorised|authorized|only; net of;
      before discount|refund|tax|fee|return; after discount|refund|tax|fee|return; rolling 30;
      30 day window; trailing 30; calendar month; what do _ mean; what does _ mean;
      documented anywhere; write _ down; written down; consensus;
      reconcile the two|number|figure|dashboard|report; same metric|kpi|number|question;
      numbers not match; figures not match; while finance; finance says|has|reports|counts;
      one counts|uses|divides; another counts|uses|says; the other counts|uses|says|is;
      dashboard says|shows; deck says|shows; compute per; off by; higher than the|what|in;
      lower than the|what|in; differ from|between|across; vary by|between|across|from;
      varies by|between|across|from; computed from|over|per; filters differ; different filter; kpi;
      agreed; align on; sign off on the|a definition; owner of the metric|definition|kpi;
      certified metric; depends who|whom|on who; apart`,
    hint: `metric; active customer|user|buyer|seller; aov; gmv; churn; count as; counts as; counted as;
      count; differ; different; mismatch; not match; align; consistent; versus; compare; include;
      exclude; version; board; deck; dashboard; official; take rate; average order value; trust;
      number; quote; same`,
  },
  join_keys_orphans: {
    certain: `orphan; foreign key; fk; referential; dangling; missing parent; no parent; join key; unjoinable;
      non existent customer|account|card|buyer|seller|listing|merchant|order|id|key|record;
      nonexistent; broken reference|link|key|join; bridge table; crosswalk; id mismatch; key mismatch;
      ids not match; keys not match; id not match; key not match;
      no match _ dim|dimension|table|parent|card|customer|account|buyer|seller|merchant|listing|order|category;
      no matching _ dim|dimension|row|record|card|customer|account|buyer|seller|merchant|listing|order|category|parent|id|key;
      without a|any|matching|corresponding card|customer|account|buyer|seller|merchant|listing|order|parent|match|record|row|dimension;
      without match; id is null; key is null; null id|key|foreign; id null; ids null;
      missing id|ids|key|keys; missing foreign; key missing; ids missing; id missing; null on _ key|id;
      unknown id|key|buyer|customer|seller|card|merchant|listing|account|order; missing dimension;
      not exist in; not exist _ dim|dimension|table;
      not found in _ dim|dimension|customer|card|account|listing|merchant|buyer|seller; not in dim;
      not in the dim|dimension|customer|card|account|listing|merchant|buyer|seller table;
      never heard of; left join _ null|blank|nothing|empty; left join;
      inner join drop|drops|loses|lose; anti join; rows drop _ join; join drops; join drop; join loses;
      join lose; lose _ join; loses _ join; drop _ when|after join|joining; dropped _ join;
      drop out of the join; not join; fail to join; fails to join; join fail; failing join;
      failed join; broken join; join broken; no counterpart; lookup fail|fails|miss; surrogate key;
      join coverage; join rate; match rate; parent record|row|table|key; child row|record;
      id format|type; key format|type;
      before _ account|customer|card|buyer|seller|listing created|existed|existing;
      created after _ transaction|txn|order|payment|first; point at|to _ not exist;
      points at|to _ not exist; refer to|at _ not exist; reference _ not exist; references _ not exist;
      whose buyer|customer|card|listing|seller|account|merchant _ not exist; key problem; parentless;
      unmatched row|record|id|key|order|transaction|txn|payment|item|invoice; line up with dim;
      not link to|back; not tie back; not tie to|back; id not line up; cannot be located; not locate;
      integrity check|test|constraint|issue|problem|error; dim lookup; key hygiene; key integrity;
      unresolved key|id|reference; not resolve; mystery id; ghost id|record|seller|buyer|customer;
      phantom; relationship test`,
    likely: `join; joins; joining; key; keys; unmatched; no match; integrity;
      point at|to a|an|the|id|listing|customer|buyer|card; points at|to; id that|not; ids that|not|do;
      lookup; not found; not exist; link _ to; link _ with; tie _ to; tie _ back; relate _ to;
      connect _ to|with; reference; references; bridge; match _ to|against|with; parent; child;
      mapping between id; customer id; buyer id; seller id; card id; account id; merchant id;
      listing id; order id; dimension table; dim table; line up with; line up;
      stitch order|customer|account; unlinked; created at is|later; later than the first; temporal;
      early arriving; late arriving dimension; in the dimension;
      dim customer|card|account|merchant|buyer|seller|listing|category; not add up _ breakdown;
      lose row|seller|buyer|customer; loses row`,
    hint: `id; ids; dim; dimension; lose; drop; null; match; link; tie; row; unknown; exist; missing; blank;
      fact; reconcile; ticket; merchant; card; crm`,
  },
  freshness_ingest_lag: {
    certain: `stale; staleness; fresh data; freshness; outdated; outofdate; uptodate; latency; lag; lags;
      lagging; delayed load|data|file|feed|batch|arrival|refresh; data _ delayed; data _ late;
      load _ late; late data; late arriving; late load|file|batch|feed|refresh; arrive late;
      arrives late; arrived late; arriving late; land late; lands late; landed late; landing late;
      hours late; hour late; minutes late; day late; days late; hours behind; hour behind; day behind;
      days behind; minutes behind; behind schedule; behind by; running behind; fall behind; falls behind;
      not refresh; not refreshed; not update since|today|yet|for; not updated;
      not load|loaded since|today|yet|for; last loaded; last load; last update; last updated;
      last refresh; last refreshed; load time; loaded at; ingest lag; ingestion; ingest; real time;
      near real time; intraday; yesterday data|number|figure; still yesterday;
      still show|shows|showing|see|seeing|on|has|have|display|displays; not arrive; not arrived;
      not land; not landed; never arrived; never arrive; never landed; not caught up; catch up;
      caught up; not in yet; loaded yet; landed yet; arrived yet; refreshed yet; updated yet;
      missing day|date|hour|partition|today|yesterday; yesterday missing; yesterday is missing;
      today is missing; stop updating|loading|refreshing|arriving;
      stopped updating|loading|refreshing|arriving; frozen; froze; hours old; days old; day old;
      hour old; old data; watermark; sla; slo; pipeline stuck|late|delay|delayed|behind|slow;
      job stuck|late|delay|delayed|behind|slow|failed; dag stuck|late|delay|delayed|behind|slow|failed;
      batch stuck|late|delay|delayed|behind|slow|failed; load stuck|delay|delayed|behind|slow|failed;
      not run; did the load|job|pipeline|refresh run|finish; did not finish; not finish;
      nightly job|load|run|batch not|late|delay|fail|failed;
      refresh cadence|frequency|delay|schedule|time; more often; last 24 hours missing; days with no;
      day with no; day without;
      no data for|since|after today|yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday|the|last;
      no rows since|for|after; no new row|data|record; has not moved; have not moved; not moved;
      write gap; loading gap; backlog; ready by; land by; complete by; available by;
      how stale|fresh|old|recent|current; how long _ arrive|land|load|show; time to land;
      time between event and load`,
    likely: `delay; delays; delayed; late; behind; overdue; refresh; refreshed; backfill; loaded; load; hourly;
      schedule; cadence; eta; p95; fresh; batch; airflow; dag; cron; overnight; nightly; since midnight;
      by 8|9|7|10|noon am; by noon; by morning; arrive; arrives; landing; land; lands; landed; timely;
      timeliness; partial day; incomplete day; today data|number|figure; todays data|number|figure;
      as of; most recent; newest; latest data|load|partition|row|day|number; no data; hole; queue;
      in time; on time; when was; when did; how old; current day; same day; hours after; minutes after;
      arrival; took; takes; until noon; slow; past hour; catchup; in yet; stuck`,
    hint: `update; updated; pipeline; job; today; yesterday; morning; hour; minute; midnight; noon;
      downstream; wait; waiting; since; yet; still; monday; tuesday; wednesday; thursday; friday; run;
      snapshot; feed; sync; gap`,
  },
  duplicates_dedup: {
    certain: `duplicate; duplication; duplicated; dupe; dups; dup; dedup; dedupe; dedupes; double count;
      double counted; double counting; doubles count; doublecount; counted twice; count twice;
      counts twice; counting twice; appear twice; appears twice; twice in; show up twice; shows up twice;
      twice with; loaded twice; ingested twice; booked twice; charged twice; recorded twice;
      inserted twice; written twice; sent twice; processed twice; landed twice; arrives twice;
      arrive twice; more than once; not unique; non unique; uniqueness; unique constraint;
      primary key violation; fan out; fanout; fans out; fanning out; idempotent; idempotency;
      row explosion; having count; overcount; over count; overcounted; overcounting; over counting;
      same row|record|order|payment|transaction|txn|invoice|event|id|customer|line _ two|twice|again|multiple|several|more;
      identical row|record|line|number|entry; which row|record|copy|version|one wins|win|to keep;
      which record|row|copy wins; keep _ latest|earliest|first|one|copy; two copies; second copy;
      extra copy; exact copy; copies of; copy of each|every|the same;
      repeated row|record|order|invoice|transaction|txn|line|payment|event|id|item|key;
      repeat row|record|order|invoice|transaction|txn|line|payment|event|id|item|key;
      two row for|per|with; two rows for; more than one row|record|payment|invoice|entry|line;
      multiple row|record|payment|invoice|entry|line for|per|with; multiple rows;
      several row for|per|with; one row per; two ids; under two id|ids|account|record;
      redundant row|record|copy; rows versus distinct;
      distinct txn|order|id|count|customer|invoice|payment differ; earliest loaded; merge them by hand;
      merge _ record;
      double load|loaded|loading|ingest|ingested|booked|charged|entry|posted|posting|recorded|write;
      line item is repeated; repeated`,
    likely: `twice; double; doubled; doubles; inflate; inflates; inflated; copies; copy; replay; replayed;
      reload; reloaded; reprocess; reprocessed; resend; resent; retry; retries; retried; distinct;
      unique; extra row|record; earliest row|record|load|copy; row number; merge; merging; repeat;
      loaded again; ingested again; sent again; collapse; wins; identical; collision; at least once;
      exactly once; upsert; two times; multiple times; several times; same key; 2x`,
    hint: `same; again; count; row; extra; record; jump; two; multiple; several; clean; earliest; replay;
      key`,
  },
  access_permissions_pii: {
    certain: `permission; permissions; access denied; permission denied; 403; not authorized; not authorised;
      unauthorized; unauthorised;
      grant me|us|them|him|her|read|access|a|the|rights|select|view|permission|role; need access;
      get access; request access; give access;
      access to _ table|schema|dashboard|explore|data|dataset|warehouse|view|report|folder|workspace|board|mart|column|field|model;
      access request; access for; no access; lost access; lose access; have access; has access;
      had access; access right|level|control|policy|list|review|role; read access; write access;
      read right|rights; viewer right|rights|role|access; read only; read permission; locked out;
      who can see|view|read|access|query|open|approve|grant|unlock;
      can see _ full|raw|personal|customer|name|email|phone|card|salary|all; row level; column level;
      service account; credential; entitlement; least privilege; rbac; iam; acl; pii;
      personal data|information|detail|info|identifier; personally; sensitive; privacy; gdpr; ccpa; mask;
      masked; masking; unmask; unmasked; redact; redacted; redaction; anonymise; anonymised;
      anonymisation; anonymize; anonymized; pseudonymise; pseudonymised; pseudonymize; pseudonymized;
      tokenise; tokenised; tokenize; tokenized; encrypt; encrypted; plaintext; plain text; clear text;
      data protection; deletion request; erasure; right to be; raw email|phone|name|card|pan|ssn|address;
      phone number; email address; birth date; date of birth; full card; card number; passport; ssn;
      home address; real name; shared outside|externally; external partner|agency|vendor; need to know;
      security group; restricted; role not; select on; not open; can not open; can not view;
      can not query; request to view|read|see;
      kyc document|status _ mask|restrict|see|access|visible|hidden; subject request;
      sign off from security|legal|privacy; permissioned; revoke; over exposed; too many people;
      everyone can see|read|query; anyone can see|read|query; visible to everyone|all|anyone|everybody`,
    likely: `access; grant; role; roles; restrict; security; compliance; legal; approve; approval; approves;
      approver; viewer; hash; hashed; login; sso; contractor; audit; policy; governance;
      expose _ customer|personal|name|email; email; emails; phone; birth; allowed to; not allowed;
      can not see; share; external; seat; license; onboard; visibility; anonymous; kyc; data privacy;
      hide; hidden; erase; delete _ customer|person; identity; identifiable; authorised; authorized;
      authorise; authorize; exposed; lock; locked; sign off; view only; leak; denied; forbidden;
      privilege; consent; security review; third party; clearance; personal; confidential; unlock;
      readable`,
    hint: `open; see; view; read; schema; new analyst|joiner|hire; waiting; team; who; partner; vendor;
      customer; export`,
  },
  new_field_schema_request: {
    certain: `new column|field|attribute|dimension|property|flag|table|enum|entity|model;
      additional column|field|attribute|table|dimension|property|flag;
      extra column|field|attribute|table|dimension|property|flag;
      another column|field|attribute|dimension|property|flag;
      add a|an|the|another|new|some|column|field|flag|two|three|one|more _ column|field|attribute|flag|dimension|property|table|model|schema|warehouse|mart|fact|dim|payload;
      add _ column|field|attribute|flag|dimension|property;
      add _ to the|our|dim|fact _ table|model|schema|warehouse|mart|fact|dim|dataset|payload|transaction|order|listing|invoice|payment|account|customer|card;
      adding a|an|the|new column|field|attribute|flag|dimension|property;
      schema change|request|update|extension|evolution|addition;
      extend the|our|this|dim|fact _ schema|model|table; extend _ with; bring _ through;
      bring _ into the|our|fact|dim; pull _ into the|our|fact|dim;
      surface _ in the|our|fact|dim|mart|warehouse|model|table;
      expose _ in|on the|our|fact|dim|mart|warehouse|model|table|order|payment|listing;
      is there a|any column|field|attribute|flag|place|table; is there _ column|field;
      is there any field|column|flag|attribute|place|way to tell|know|see;
      do we have a|any|the column|field|attribute|flag;
      do we store|track|capture|record|keep|log|persist; do we track|capture|store|record|keep|log the;
      own column|field|attribute; as its own; separate column|field|attribute; field request;
      column request; need a|an|new column|field|attribute|flag|dimension|table; need _ modelled|modeled;
      want a|an|new column|field|attribute|flag|dimension|table;
      have a|an column|field|attribute|flag|dimension for|to|that|on|in; column for; field for; flag for;
      attribute for; column to _ store|hold|tell|know|mark|flag;
      field to _ store|hold|tell|know|mark|flag; missing column|field|attribute;
      no field|column|attribute|flag|place; not have a|any|the _ field|column|flag|attribute|place|table;
      not store; not capture; not persist; not model; not exposed; not collect; not track _ anywhere;
      not in the schema|warehouse|model; nowhere to; nowhere in the;
      only store|stored|lives|exists|available|kept upstream|in; only _ upstream; information schema;
      start track|tracking|captur|capturing|storing|collecting|logging|recording; raw json; json blob;
      log _ as a; break _ out into|as; split _ into|out; broken out; decline code; denormalise;
      denormalize; promote _ column|field; populate a new; alter table; data contract; where is _ stored;
      where is _ kept; where do we store|keep; which table has|holds|stores|contains;
      which column has|holds|stores|contains; column that; field that; flag that; add|create _ table for;
      schema has no|nowhere; would need _ column|field; not yet in the warehouse|model|schema|mart|table;
      schema request; be captured|stored|recorded|logged|exposed|surfaced|modelled|modeled|persisted`,
    likely: `add; adding; new field|schema|table; column; field; attribute; flag; schema; extend; expose;
      capture; store; record; model; persist; surface; propagate; enrich; would like to have;
      love to have; nice to have; wish we had; include _ in the; not available in; not track; break out;
      split out; bring in; upstream; payload; raw json; event schema; carry; granular; granularity;
      breakdown by; property; dimension for; extra detail; need; request for a; source system;
      where is|are; ticket tool; not exist as; raw layer; source already; app already; have it in;
      have this in; we have it; only say|says; as text; free text; derive; next quarter|sprint|release;
      modelled; modeled; carry a; captured at`,
    hint: `please; could we; can we; possible; table; warehouse; like; useful; want; asks; ask; anywhere;
      tell; whether; reason; type; date; code; device; backlog; roadmap`,
  },
  revenue_coverage_mapping: {
    certain: `revenue coverage; revenue mapping; revenue gap; revenue leak|leakage; uncovered revenue;
      unmapped revenue; unallocated revenue; unattributed revenue; missing revenue; revenue _ missing;
      revenue _ unmapped;
      revenue _ not map|mapped|covered|allocate|classified|assigned|captured|book|booked;
      revenue _ understate|understated|uncategorised|uncategorized|unallocated|unassigned|unclassified|unexplained;
      income _ unmapped|not|uncategorised|uncategorized|unallocated|unassigned|missing;
      revenue that not|no; revenue without; revenue with no; income without; income with no;
      income that has no; fees without; fees with no; fee without; fee missing; fees missing;
      fee _ missing; fees _ missing; fee _ blank|null|zero|empty; fees _ blank|null|zero|empty;
      unmapped mcc|plan|category|merchant|listing|product|seller|fee|interchange|sku|transaction;
      mcc not|unmapped|missing|mapping|without|code; mcc map; no mcc; without mcc; without a category;
      without category; category map|mapping;
      map _ to _ revenue|gl|ledger|category|plan|sector|account|line;
      mapping from|of|for|between _ plan|mcc|category|merchant|gl|account|product|revenue|sector|fee|listing|seller;
      plan mapping; gl account|code|mapping; general ledger; chart of accounts;
      ledger line|account|entry|code; recognise _ revenue|income; recognize _ revenue|income;
      revenue recognition; rev rec;
      interchange _ missing|not|zero|blank|null|unmapped|no|without|gap|low; interchange rate missing;
      bps missing|are|is|blank|null|zero;
      platform fee _ missing|not|zero|blank|null|unmapped|no|without|gap;
      net revenue understate|understated|gap|missing|is|has|not;
      revenue by category|mcc|sector|plan|product|line|merchant|seller _ not|sum|other|unknown|gap|missing|blank;
      sum to the total; sums to the total; not sum to; not add up to; fall into other; falls into other;
      falls in other; in other; other bucket; bucket of other; unbilled; not billed; left out of revenue;
      leaving revenue; revenue off; book zero; booked to; book to; should be booked; not booked;
      allocate to any plan|product|category; where does the money go; money go; revenue at risk;
      currency is|not|missing; convert _ amount; orders without currency; monetisation gap;
      monetization gap; revenue total; revenue attributed to unknown; unallocated; uncategorised;
      uncategorized; unclassified; not recognised; not recognized; unrecognised; unrecognized;
      subscription income|revenue _ no|without|missing|not|unmapped; payout _ not|differ|match;
      unmapped share; mapped to a plan|category|product|revenue; paid invoice _ not|no|without|missing;
      no revenue; zero revenue`,
    likely: `unmapped; mapping; mapped; mcc; ledger; coverage; covered; sector; chargeback; currency;
      understate; understated; residual; unexplained; allocate; allocation; recognise; recognize; book;
      booked; reconcile _ payment|ledger|payout|bank|fee|gl; pnl; finance close; monetisation;
      monetization; bps; billing; plan _ missing|null|blank|no; category null; no plan; not covered;
      leak; roll up; rolling up; rolls up; add up; sum to; classify; classified; premium charge;
      catch all; rollup; no category; interchange bps; interchange rate; revenue model; revenue line;
      revenue stream; fx fee`,
    hint: `revenue; fees; fee; interchange; take rate; net revenue; platform fee; subscription revenue|income; subscription income|revenue; earning; cents; money; income; payout; seller earning; subscription; invoice; finance; gl; category; plan; payment; other; merchant; map; close;
      quarter; dollar; amount; currency; income; total; month end; gap; blank; fee; refund`,
  },
  attribution_funnel_gaps: {
    certain: `funnel; attribution; unattribution; utm; first touch; last touch; multi touch; touchpoint;
      touch point; last click; first click; referrer; referral source;
      acquisition channel|source|campaign; marketing channel|source|spend; traffic source; source medium;
      dropoff; dropping off; drops off; drop between; checkout step; step missing; missing step;
      funnel step; step between; step _ funnel; stitch; stitched; clickstream; click event; page view;
      pageview; view event; tracking event|plan|pixel|gap|broken|missing; event tracking; not fire;
      not firing; not fired; stopped firing; no event fires; event fires; double fire; ad spend;
      ad platform; paid social|search|media|acquisition|campaign; under direct; as direct;
      direct traffic; unknown source; unknown channel; channel is null|missing|blank|unknown|empty|not;
      channel null; channel missing; null channel; no channel; missing channel; without a channel;
      without channel; roas; cac; cpa; landing page; trial to|from; from trial; upgrade click;
      first purchase; first order; first transaction; first card use|swipe|transaction|payment;
      first swipe; first use; came in through; which channel|source|campaign; by channel; lookback;
      ab test; deep link; consent banner; promo code; view to; view _ end up; to purchase; browse to;
      incrementality; device id; anonymous visitor|session|user; cross device; postback; sdk;
      growth _ split|performance|channel;
      new buyer|customer|user|account|signup _ source|channel|campaign|from; source _ brought;
      brought new|in; with a known source;
      channel split|mix|breakdown|level|performance|data|tag|tagging; between order and payment;
      order to payment; before login; win back; unattributed`,
    likely: `channel; channels; convert; step; click; visit; trial; referral; affiliate; marketing; growth;
      acquisition; organic; direct; source; cohort; promo; path; track; tracked; tracking; event; drop;
      upgrade; activated; view; experiment; event name; credit; credited; view event; visitor; path from;
      end up; kyc approved; lookback; medium; known source; login; landing; conversion; converts;
      converted; conversions; checkout; cart; signup; sign in event; onboarding; activation; journey;
      session; sessions; impression; ads; direct bucket; came from; come from; campaign; campaigns;
      redirect; pixel; install; installs; lead; clicked`,
    hint: `source; measure; journey; spend; redirect; growth; event; step; lose; split; new; stage; login;
      app; web; performance; between`,
  },
}
