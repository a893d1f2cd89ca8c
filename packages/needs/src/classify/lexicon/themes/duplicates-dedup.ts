import type { ThemeWords } from '../theme-words.ts'

export const DUPLICATES_DEDUP: ThemeWords = {
  certain: `duplicate; duplication; duplicated; dupe; dups; dup; dedup; dedupe; dedupes; double count;
    double counted; double counting; doubles count; doublecount; counted twice; count twice; counts twice;
    counting twice; appear twice; appears twice; twice in; show up twice; shows up twice; twice with;
    loaded twice; ingested twice; booked twice; charged twice; recorded twice; inserted twice;
    written twice; sent twice; processed twice; landed twice; arrives twice; arrive twice; more than once;
    not unique; non unique; uniqueness; unique constraint; primary key violation; fan out; fanout;
    fans out; fanning out; idempotent; idempotency; row explosion; having count; overcount; over count;
    overcounted; overcounting; over counting;
    same row|record|order|payment|transaction|txn|invoice|event|id|customer|line _ two|twice|again|multiple|several|more;
    identical row|record|line|number|entry; which row|record|copy|version|one wins|win|to keep;
    which record|row|copy wins; keep _ latest|earliest|first|one|copy; two copies; second copy; extra copy;
    exact copy; copies of; copy of each|every|the same;
    repeated row|record|order|invoice|transaction|txn|line|payment|event|id|item|key;
    repeat row|record|order|invoice|transaction|txn|line|payment|event|id|item|key; two row for|per|with;
    two rows for; more than one row|record|payment|invoice|entry|line;
    multiple row|record|payment|invoice|entry|line for|per|with; multiple rows; several row for|per|with;
    one row per; two ids; under two id|ids|account|record; redundant row|record|copy; rows versus distinct;
    distinct txn|order|id|count|customer|invoice|payment differ; earliest loaded; merge them by hand;
    merge _ record;
    double load|loaded|loading|ingest|ingested|booked|charged|entry|posted|posting|recorded|write;
    line item is repeated; repeated; two lines; two line; two entries; two entry; two record for;
    rows that appear again; appear again; appears again; come twice; comes twice; came twice;
    list _ two times; listed twice; in there twice; there twice; written again; wrote everything again;
    wrote _ again; writes _ again; write _ twice; second one always; the second one; gives more than;
    more rows than; more than the _ sent|have|has; same invoice|payment|order|purchase|transaction being;
    being in there twice; a second time; second time; loaded a second; repeating rows; repeats rows;
    repeated _ line|row|invoice|order|transaction|payment; one purchase; one order _ two;
    one payment _ two; one customer _ two; only one should; should be one; exists twice; exist twice;
    saved twice; stored twice; imported twice; uploaded twice; pulled twice; sum is double|twice;
    too high by _ copies; half of them are copies; extra copies; clones; clone of; mirrored; copies;
    re import; reimport; reimported; run twice; ran twice; job ran twice;
    keep the first|latest|last|newest|oldest; drop the second|copies|extra; distinct changes the|it;
    without distinct; only with distinct; two or three times; every row two|three|twice; appears under;
    appear under; three different;
    two different id|ids|record|records|account|accounts|profile|profiles|number|numbers;
    three different id|ids|record|records|account|accounts; different customer|seller|buyer|account id;
    listed several|multiple|many|three|two times; appears several|multiple|many|three|two times;
    appear several|multiple|many|three|two times; loaded several|multiple|three|two times; exactly double;
    double what; twice what; got loaded twice; slightly different names; unique test; uniqueness test;
    retry storm; several entries; multiple entries; multiple accounts for the same;
    one person _ several|two|three|multiple;
    same person|merchant|seller|buyer|user|shop _ several|two|three|multiple|twice;
    1|2|3|4|5 row|rows|record|records|lines|entries per|for; one to many; many to many; on several rows;
    on multiple rows; on two rows; on more than one; entered doubly|twice; doubly; dedup macro;
    row number everywhere; rows per order|customer|payment|transaction|txn|invoice|day|key|id;
    inflated because; inflated by;
    same invoice|order|payment|txn|transaction|record|event on|in several|two|multiple|more;
    join explosion; cartesian; cross join; cardinality; grain; double posted; reposted; resubmitted;
    submitted twice; counted again; count again; keep only one; only one of them; one of the two;
    both rows; both records; which of the two; two identical; three identical;
    identical payment|payments|order|orders|transaction|transactions|invoice|invoices; there two times;
    two times; everything twice; everything is there twice; supposed to be unique; should be unique;
    meant to be unique; must be unique; is it unique; row count doubled; count doubled; doubled overnight;
    redundant entries|entry|rows|records; overstated volume; overstate volume; redundant; surplus rows;
    extra entries|entry; entered twice; same _ shows up again; repeated entries|entry; cloned; triplicate`,
  likely: `twice; double; doubled; doubles; inflate; inflates; inflated; copies; copy; replay; replayed; reload;
    reloaded; reprocess; reprocessed; resend; resent; retry; retries; retried; distinct; unique;
    extra row|record; earliest row|record|load|copy; row number; merge; merging; repeat; loaded again;
    ingested again; sent again; collapse; wins; identical; collision; at least once; exactly once; upsert;
    two times; multiple times; several times; same key; 2x; again; second; twin; extra; fans; once;
    once only; only once; more rows; wrote; rewrite; repeating`,
  hint: `same; again; count; row; extra; record; jump; two; multiple; several; clean; earliest; replay; key`,
}
