import type { ThemeWords } from '../theme-words.ts'

export const NEW_FIELD_SCHEMA_REQUEST: ThemeWords = {
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
    do we have a|any|the column|field|attribute|flag; do we store|track|capture|record|keep|log|persist;
    do we track|capture|store|record|keep|log the; own column|field|attribute; as its own;
    separate column|field|attribute; field request; column request;
    need a|an|new column|field|attribute|flag|dimension|table; need _ modelled|modeled;
    want a|an|new column|field|attribute|flag|dimension|table;
    have a|an column|field|attribute|flag|dimension for|to|that|on|in; column for; field for; flag for;
    attribute for; column to _ store|hold|tell|know|mark|flag; field to _ store|hold|tell|know|mark|flag;
    missing column|field|attribute; no field|column|attribute|flag|place;
    not have a|any|the _ field|column|flag|attribute|place|table; not store; not capture; not persist;
    not model; not exposed; not collect; not track _ anywhere; not in the schema|warehouse|model;
    nowhere to; nowhere in the; only store|stored|lives|exists|available|kept upstream|in; only _ upstream;
    information schema; start track|tracking|captur|capturing|storing|collecting|logging|recording;
    raw json; json blob; log _ as a; break _ out into|as; split _ into|out; broken out; decline code;
    denormalise; denormalize; promote _ column|field; populate a new; alter table; data contract;
    where is _ stored; where is _ kept; where do we store|keep; which table has|holds|stores|contains;
    which column has|holds|stores|contains; column that; field that; flag that; add|create _ table for;
    schema has no|nowhere; would need _ column|field; not yet in the warehouse|model|schema|mart|table;
    schema request; be captured|stored|recorded|logged|exposed|surfaced|modelled|modeled|persisted;
    a column we do not have; column we not have; field we do not have;
    do not have a|the|that column|field|place; no place for; having no place; place for a;
    never made it over; made it over; not sending|send the; does not send;
    not passed|pass on|through|along; not passed on; is not sent;
    start storing|keeping|saving|collecting|recording|tracking|sending; storing it; store it; keep it now;
    nullable column; one more column; one column more|for; type is too|too narrow|wide|short; too narrow;
    truncated; cut off after; lacking the|a; lack the|a; lacks the|a; split by a|the|original;
    told apart by; tell _ apart; tell apart; cannot tell _ from; where _ is filled; is filled;
    change of the model; small change of the model|schema; model change; ticket for the app;
    wants to see by|per; break down by; broken down by; slice by; filter by a|the; group by a|the;
    by a field; by the reason; exists in the processor|app|crm|source|api|tool|upstream;
    only in the app|crm|source|api|tool|processor|logs; in the crm|api|source|app but not;
    not in our|the tables|warehouse|model|data; we do not keep|save|store|have|hold; do not keep; not keep;
    nobody stores; thrown away; throw away; overwritten; keep the history; history of changes;
    need history; as a dimension; as a column|field|attribute; in a column of its;
    put it in a|the column|table; original currency; would it be possible to add|have|get|store;
    have a|an _ column|field|flag|attribute; column on|in the|our|fact|dim; field on|in the|our|fact|dim;
    flag on|in the|our|fact|dim; attribute on|in the|our|fact|dim; with a|an _ column|field|flag; as a new;
    buried in; boolean for|on; timestamp for|on; indicator for|on; would save; get the _ in the|our;
    get _ in the _ table|model|mart; only in the crm|app; lives only; exists only; stored only;
    be recorded; to be captured; require the; data capture; capture _ per;
    create a table|column|field|dimension|view|flag; create _ table for;
    we would like to segment|filter|split|slice|group; segment by; only the _ has it|this|that`,
  likely: `add; adding; new field|schema|table; column; field; attribute; flag; schema; extend; expose; capture;
    store; record; model; persist; surface; propagate; enrich; would like to have; love to have;
    nice to have; wish we had; include _ in the; not available in; not track; break out; split out;
    bring in; upstream; payload; raw json; event schema; carry; granular; granularity; breakdown by;
    property; dimension for; extra detail; need; request for a; source system; where is|are; ticket tool;
    not exist as; raw layer; source already; app already; have it in; have this in; we have it;
    only say|says; as text; free text; derive; next quarter|sprint|release; modelled; modeled; carry a;
    captured at; split by; filled; keep; history; app; processor; apart; lacking; save; saved; narrow;
    send; sending; pass through; possible; nullable; made it; by the; where is the|a; in the model;
    in the source; api; crm`,
  hint: `please; could we; can we; possible; table; warehouse; like; useful; want; asks; ask; anywhere; tell;
    whether; reason; type; date; code; device; backlog; roadmap`,
}
