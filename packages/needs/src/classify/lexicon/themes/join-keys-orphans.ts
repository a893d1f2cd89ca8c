import type { ThemeWords } from '../theme-words.ts'

export const JOIN_KEYS_ORPHANS: ThemeWords = {
  certain: `orphan; foreign key; fk; referential; dangling; missing parent; no parent; join key; unjoinable;
    non existent customer|account|card|buyer|seller|listing|merchant|order|id|key|record; nonexistent;
    broken reference|link|key|join; bridge table; crosswalk; id mismatch; key mismatch; ids not match;
    keys not match; id not match; key not match;
    no match _ dim|dimension|table|parent|card|customer|account|buyer|seller|merchant|listing|order|category;
    no matching _ dim|dimension|row|record|card|customer|account|buyer|seller|merchant|listing|order|category|parent|id|key;
    without a|any|matching|corresponding card|customer|account|buyer|seller|merchant|listing|order|parent|match|record|row|dimension;
    without match; id is null; key is null; null id|key|foreign; id null; ids null;
    missing id|ids|key|keys; missing foreign; key missing; ids missing; id missing; null on _ key|id;
    unknown id|key|buyer|customer|seller|card|merchant|listing|account|order; missing dimension;
    not exist in; not exist _ dim|dimension|table;
    not found in _ dim|dimension|customer|card|account|listing|merchant|buyer|seller; not in dim;
    not in the dim|dimension|customer|card|account|listing|merchant|buyer|seller table; never heard of;
    left join _ null|blank|nothing|empty; left join; inner join drop|drops|loses|lose; anti join;
    rows drop _ join; join drops; join drop; join loses; join lose; lose _ join; loses _ join;
    drop _ when|after join|joining; dropped _ join; drop out of the join; not join; fail to join;
    fails to join; join fail; failing join; failed join; broken join; join broken; no counterpart;
    lookup fail|fails|miss; surrogate key; join coverage; join rate; match rate;
    parent record|row|table|key; child row|record; id format|type; key format|type;
    before _ account|customer|card|buyer|seller|listing created|existed|existing;
    created after _ transaction|txn|order|payment|first; point at|to _ not exist; points at|to _ not exist;
    refer to|at _ not exist; reference _ not exist; references _ not exist;
    whose buyer|customer|card|listing|seller|account|merchant _ not exist; key problem; parentless;
    unmatched row|record|id|key|order|transaction|txn|payment|item|invoice; line up with dim;
    not link to|back; not tie back; not tie to|back; id not line up; cannot be located; not locate;
    integrity check|test|constraint|issue|problem|error; dim lookup; key hygiene; key integrity;
    unresolved key|id|reference; not resolve; mystery id; ghost id|record|seller|buyer|customer; phantom;
    relationship test; lead nowhere; leads nowhere; leading nowhere; hang in the air; hangs in the air;
    no merchant|customer|buyer|seller|card|account|listing|order|plan we can find|see|have;
    point to _ do not have|know; points to _ do not have|know; pointing to _ do not have|know;
    point to _ not there; that we do not have; we do not have $; names and we do not; do not resolve;
    does not resolve; resolves to nothing; resolve to nothing; older than the _ belong;
    before the _ belong; belongs to nobody|nothing|no; belong to nobody|nothing|no; belong to _ not exist;
    belongs to _ not exist; no constraint; drop out when; drops out when; fall out of the join;
    falls out of the join; fell out of the join; lost in the join; lost in a join; rows lost;
    matching customer|card|account|merchant|buyer|seller|listing|order; cannot be found; can not be found;
    being empty on _ rows; id being empty|null|blank; id empty|blank; ids empty|blank; empty id|key;
    stay blank after join; then the _ is blank; the customer|merchant|buyer|seller|card|listing is blank;
    parent is missing|gone|deleted; deleted customer|account|merchant|seller|listing|buyer;
    whose _ is not|gone|missing|unknown; two id schemes; different ids; ids do not agree|line;
    id of the other system; test on that reference; reference test; relation test; fill rate of _ id;
    not attached to a|any; attached to no; without an owner record; no home; homeless;
    consistent key|id|identifier; common key|id|identifier; shared key|id|identifier;
    key to connect|link|join|tie|match; id to connect|link|join|tie|match; unlinkable; not linkable;
    still point|points|refer|refers|reference|references to; deleted but; removed but;
    exist in _ but not in; exists in _ but not in; in _ but not in _ dim; but not in dim;
    match _ to sellers|buyers|customers|accounts|cards|merchants|orders|listings; identifiers have;
    identifiers do; identifier format; id maps to|onto; ids map to|onto; map to the _ number|id|key;
    merge the two sources|tables|datasets|systems; relationships test; short because; customers that exist;
    have no customer|buyer|seller|merchant|account|card|listing|order;
    has no customer|buyer|seller|merchant|account|card|listing|order`,
  likely: `join; joins; joining; key; keys; unmatched; no match; integrity;
    point at|to a|an|the|id|listing|customer|buyer|card; points at|to; id that|not; ids that|not|do;
    lookup; not found; not exist; link _ to; link _ with; tie _ to; tie _ back; relate _ to;
    connect _ to|with; reference; references; bridge; match _ to|against|with; parent; child;
    mapping between id; customer id; buyer id; seller id; card id; account id; merchant id; listing id;
    order id; dimension table; dim table; line up with; line up; stitch order|customer|account; unlinked;
    created at is|later; later than the first; temporal; early arriving; late arriving dimension;
    in the dimension; dim customer|card|account|merchant|buyer|seller|listing|category;
    not add up _ breakdown; lose row|seller|buyer|customer; loses row; belong to; belongs to; constraint;
    resolve; point to; points to; whose; attach; attached; found; find; blank; dangle; grouped by;
    drop out; left without`,
  hint: `id; ids; dim; dimension; lose; drop; null; match; link; tie; row; unknown; exist; missing; blank; fact;
    reconcile; ticket; merchant; card; crm`,
}
