import type { ConceptTable } from './find-concepts.ts'

/** What people who work with data talk about, whatever they say of it. */
export const OBJECT_CONCEPTS: ConceptTable = {
  metric: `metric; kpi; formula; calculation; aov; gmv; churn; retention; take rate; mau; dau; ltv; arpu;
    average order value; order value; conversion rate;
    active customer|user|buyer|seller|account|listing|card|shop; net revenue; card spend;
    gross merchandise; active count; headline number|figure; new account|customer|buyer|seller count;
    growth rate`,
  figure: `number; figure; total; count; value; percentage; share; sum; amount; rate; stat; subtotal; result`,
  report: `dashboard; report; deck; board; chart; looker; tableau; workbook; scorecard; spreadsheet; sheet; tile;
    slide; qbr; power bi; mode; explore; summary; one pager; export; monthly review; weekly review; wbr;
    mbr; business review; board pack`,
  table: `table; dataset; data set; mart; model; view; schema; warehouse; dimension; dim; fact; snapshot; stg;
    staging; dbt; lake; source of truth; star schema; extract`,
  column: `column; field; attribute; property; flag; data point; feature column; enum`,
  row: `row; record; entry; line; event; transaction; txn; item; tuple; instance`,
  key: `key; id; identifier; uuid; foreign key; fk; primary key; pk; surrogate key; business key;
    number in common`,
  join: `join; link; merge with|on|onto; lookup; look up; tie _ to; tie to; connect _ to; relate _ to;
    line up with|to; map _ to; match _ to|with|against; matching; stitch; bridge table; bridge; crosswalk;
    relationship; associate`,
  parent: `parent; referenced; counterpart; the other side; dimension side; lookup table; corresponding;
    master record; dim row`,
  pipeline: `pipeline; job; dag; airflow; etl; elt; batch; cron; loader; connector; fivetran; kafka; stream; sync;
    ingestion; ingest; replication; backfill; scheduler; nightly; overnight run|load|job|batch; upstream;
    downstream; replay; load; refresh; feed`,
  query: `query; sql; select; join; filter; group by; notebook; cte; where clause; explore; pivot`,
  data: `data; warehouse; analytics; dataset; bi; reporting; metric; numbers`,
  money: `revenue; income; interchange; fee; commission; payout; earning; mrr; arr; gmv; sales; billing;
    proceeds; subscription; invoice; monetization; take rate; money; dollar; ledger; pnl; turnover; charge;
    margin; cents; bps; monetary; monetisation`,
  ledger: `ledger; gl; general ledger; chart of accounts; pnl; profit and loss; account code; cost center|centre;
    netsuite; sap; erp; book; recognise; recognize; recognition; rev rec; accrual; month end close;
    close the book; month close; quarter close; accounting`,
  category: `category; mcc; sector; segment; bucket; product line; plan; merchant code; vertical; taxonomy;
    line of business; product; revenue line; revenue stream; stream; tier; classification;
    merchant category; leaf`,
  entity: `order; payment; customer; account; card; merchant; buyer; seller; listing; invoice; transaction; txn;
    shop; plan; item; purchase; user; subscriber`,
  person_data: `email; phone; address; birth; birthday date; dob; passport; ssn; national id; card number; pan;
    full name; home address; real name; identity document; iban; ip address; contact detail;
    social security`,
  marketing: `campaign; utm; ad; ads; paid; organic; referral; referrer; affiliate; promo; influencer; acquisition;
    marketing; media; seo; sem; google; facebook; meta; tiktok; newsletter; install; channel; touchpoint;
    touch point; touch; growth team|marketing`,
  journey: `funnel; journey; step; stage; path; checkout; cart; onboarding; signup; activation; click; session;
    visit; landing; impression; page view; view event; trial; first purchase|order|transaction|swipe;
    dropoff; convert; conversion; login; browse; visitor`,
  time: `day; hour; minute; week; night; yesterday; today; overnight; morning; noon; midnight; am; pm; weekend`,
}

/** What may be wrong with it, and what is wanted, apart from any theme. */
export const STATE_CONCEPTS: ConceptTable = {
  differ: `differ; different; differently; mismatch; discrepancy; disagree; disagreement; conflict; inconsistent;
    inconsistency; diverge; divergence; contradict; contradictory; contradiction; not match;
    no longer match; never match; not tie; not tie out; not agree; not reconcile; not line up; not align;
    misalign; out of sync; not add up; off by; apart; not equal; not the same; two version; two number;
    two answer; two definition; three version|answer|number|definition; competing;
    which _ right|correct|official|trust|true|quote|use|canonical; versus; whose number|figure; apples;
    higher than; lower than; not consistent; variance between; gap between; delta between; do n not match;
    double standard; both claim; several version|definition|formula; multiple version|definition|formula;
    unaligned; drift; diverging; another number; another figure; shows _ while; says _ while;
    not comparable; own version|way|definition|number; interpret; vary; varies; at odds;
    various version|definition|formula; reconcile`,
  absent: `missing; null; blank; empty; lack; lacks; absent; unknown; not there; not exist; not available; gone;
    vanish; disappear; lose; drop; not found; not find; nowhere; without a|an|any; no value; none; not set;
    not fill; not populate; unpopulated; incomplete; not appear; have no; has no; with no; gap; hole;
    not have; not carry; not present; not locate; never see; never arrive; nothing to; nan; nil;
    unresolved; not in the`,
  wrong: `wrong; broken; break; incorrect; error; fail; failure; bug; off; weird; odd; strange; suspicious;
    inaccurate; corrupt; messed; bad; issue; problem; not work; unreliable; distorted; skewed; understate;
    overstate; inflate; not trust; misleading; incident; anomaly; spike; garbage; skew; distort; bogus;
    nonsense; unusable; not right; confusing; confusion; mess; headache; pain; concern; complain;
    complaint; struggle; mystery; suspect; questionable`,
  unmapped: `not captured; omitted; omit; excluded from; not included; not show up; not appear in; unmapped;
    not map; unmatched; uncategorised; uncategorized; unclassified; unallocated; not allocate; unassigned;
    not assign; uncovered; not cover; left out; excluded; fall through; falls into other; in other;
    other bucket; bucket of other; unexplained; residual; unattributed; catch all; not roll up;
    rolling up to nothing; unlinked; not classify; leak; leakage; understate; not tag; untagged;
    not attribute; default bucket; not booked; unbooked; miscellaneous; not accounted for; unaccounted;
    unknown category|plan|merchant|mcc; undefined; not sum to; not add up to; misallocate; misclassify;
    misclassified; mis map; mismapped; wrong category|bucket|plan|sector`,
}
