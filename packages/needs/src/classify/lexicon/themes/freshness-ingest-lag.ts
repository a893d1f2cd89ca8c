import type { ThemeWords } from '../theme-words.ts'

export const FRESHNESS_INGEST_LAG: ThemeWords = {
  certain: `stale; staleness; fresh data; freshness; outdated; outofdate; uptodate; latency; lag; lags; lagging;
    delayed load|data|file|feed|batch|arrival|refresh; data _ delayed; data _ late; load _ late; late data;
    late arriving; late load|file|batch|feed|refresh; arrive late; arrives late; arrived late;
    arriving late; land late; lands late; landed late; landing late; hours late; hour late; minutes late;
    day late; days late; hours behind; hour behind; day behind; days behind; minutes behind;
    behind schedule; behind by; running behind; fall behind; falls behind; not refresh; not refreshed;
    not update since|today|yet|for; not updated; not load|loaded since|today|yet|for; last loaded;
    last load; last update; last updated; last refresh; last refreshed; load time; loaded at; ingest lag;
    ingestion; ingest; real time; near real time; intraday; yesterday data|number|figure; still yesterday;
    still show|shows|showing|see|seeing|on|has|have|display|displays; not arrive; not arrived; not land;
    not landed; never arrived; never arrive; never landed; not caught up; catch up; caught up; not in yet;
    loaded yet; landed yet; arrived yet; refreshed yet; updated yet;
    missing day|date|hour|partition|today|yesterday; yesterday missing; yesterday is missing;
    today is missing; stop updating|loading|refreshing|arriving;
    stopped updating|loading|refreshing|arriving; frozen; froze; hours old; days old; day old; hour old;
    old data; watermark; sla; slo; pipeline stuck|late|delay|delayed|behind|slow;
    job stuck|late|delay|delayed|behind|slow|failed; dag stuck|late|delay|delayed|behind|slow|failed;
    batch stuck|late|delay|delayed|behind|slow|failed; load stuck|delay|delayed|behind|slow|failed;
    not run; did the load|job|pipeline|refresh run|finish; did not finish; not finish;
    nightly job|load|run|batch not|late|delay|fail|failed; refresh cadence|frequency|delay|schedule|time;
    more often; last 24 hours missing; days with no; day with no; day without;
    no data for|since|after today|yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday|the|last;
    no rows since|for|after; no new row|data|record; has not moved; have not moved; not moved; write gap;
    loading gap; backlog; ready by; land by; complete by; available by; how stale|fresh|old|recent|current;
    how long _ arrive|land|load|show; time to land; time between event and load;
    nothing new in|since|after; no new; come earlier; came late; comes late; come late; coming late;
    come in late; came in late; comes in late; fill up only|after|by; fills up only|after|by; filled up by;
    has not come in; have not come in; not come in; half of it _ not; timed out; time out;
    queued since|for|as; only loaded; loaded only; catches up; run did not; the run failed|died|hung|did;
    did not come back; hours from; minutes from; age of; how old is|are; newest row|record|load|entry;
    turned up on|only|late; only turned up; turns up late; reaches us; reach us; on its way; on their way;
    still on its|the way; by the time; fine by evening; crash every morning; ready when;
    finishes too late|late|after; finish too late|late|after; starts too late|late; too late for;
    late for the; comes at three|noon|four|two|five; at ten and the data; days later; hours later;
    a day later; after the fact; not there until; only there at|by|after; not complete until|before|by;
    when is _ complete; by when; last month complete; complete for; complete yet; refresh schedule; hourly;
    every hour; loads every|once; load every; once a day; twice a day; last row|record is from;
    last entry is from; latest row|record is from; is from yesterday|monday|friday|last;
    land in the afternoon; half a day behind; a day old; dated yesterday; data stops at|on;
    stops at yesterday|midnight; the numbers stop; empty since; nothing since; nothing after;
    nothing for today|yesterday; no data today|yesterday; gap of _ days; missing hours; scheduler;
    worker restarted; job was killed|restarted|skipped; still zero|empty|blank; still at zero;
    still nothing; still no data|rows|number|figure|update; zero for today; empty for today;
    blank for today; today _ still; yesterday _ still; sooner; sooner than; t 1; earlier than;
    instead of 06|07|08|6|7|8; finished at; finishes at; finish at; ran late; runs late; runs over;
    ran over; was delayed; is delayed; are delayed; got delayed; not there yet; is not there yet;
    are not there yet; isn there; eta; two days old; three days old; be refreshed; refreshed before;
    event time for; minus event; loaded minus; load finished; load finishes; load completes;
    load completed at; job finished at; wait until; have to wait;
    waiting for the load|data|numbers|refresh; hours to arrive|load|land; take _ to arrive|load|land|show;
    takes _ to arrive|load|land|show; too slow; delivered late; late delivery;
    missed its window|slot|deadline; delivery window; timeliness; punctual; on time every; not on time;
    reliable delivery; keep up; keeps up; live data; live numbers|figures; snapshot is from; as of last;
    last night load|run|job|batch; still not shown|arrived|here|in|there|loaded|updated|refreshed;
    has not shown up; have not shown up; not shown up; h old; minutes old; flat since; counts flat;
    sync broken|is broken|failed|stopped; after the cut off; after cut off; files late; file late;
    arriving after; arrives after; arrived after; closing to slip; slip; slipped; snapshot for _ missing;
    missing yesterday; weekend is missing; needs minutes; within minutes; up to the minute; the minute;
    still on friday|monday|yesterday|last; not populated for|since; no update since; stopped at; stops at;
    last seen`,
  likely: `delay; delays; delayed; late; behind; overdue; refresh; refreshed; backfill; loaded; load; hourly;
    schedule; cadence; eta; p95; fresh; batch; airflow; dag; cron; overnight; nightly; since midnight;
    by 8|9|7|10|noon am; by noon; by morning; arrive; arrives; landing; land; lands; landed; timely;
    timeliness; partial day; incomplete day; today data|number|figure; todays data|number|figure; as of;
    most recent; newest; latest data|load|partition|row|day|number; no data; hole; queue; in time; on time;
    when was; when did; how old; current day; same day; hours after; minutes after; arrival; took; takes;
    until noon; slow; past hour; catchup; in yet; stuck; earlier; after lunch; come in; came in; comes in;
    until; afternoon; noon; evening; at night; run; runs; worker; restarted; queued; extract; stop;
    stopped; turn up; turned up; age; old; alert; weekend only; later; ready; today; new rows`,
  hint: `update; updated; pipeline; job; today; yesterday; morning; hour; minute; midnight; noon; downstream;
    wait; waiting; since; yet; still; monday; tuesday; wednesday; thursday; friday; run; snapshot; feed;
    sync; gap`,
}
