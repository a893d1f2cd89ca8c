import type { ThemeWords } from '../theme-words.ts'

export const METRIC_DEFINITION_MISMATCH: ThemeWords = {
  certain: `definition of; metric definition; kpi definition; defined differently; define differently; redefine;
    glossary; data dictionary; metric dictionary; semantic layer; metric layer; single source of truth;
    one source of truth; single version of the truth; what counts as; count as active; counts as active;
    counted as active; calculated differently; computed differently; calculate _ differently;
    compute _ differently; count _ differently; define _ differently; measure _ differently;
    different definition|formula|logic|filter|denominator|calculation|methodology|interpretation;
    two definition|formula|version|calculation; three definition|formula|version|calculation;
    several definition|formula|version; multiple definition|formula|version;
    competing definition|version|formula|number; own definition|formula|version|way; agreed definition;
    official definition|number|figure|metric|version; canonical definition|number|metric|version;
    which definition|number|figure|version|formula|one _ right|correct|official|trust|quote|use;
    whose number|figure|definition; same definition; mean by;
    how do|does we|you|they|finance|team define|calculate|compute|count|measure; apples; net or gross;
    gross or net; net versus gross; gross versus net; gross vs net; net vs gross;
    with or without tax|refund|discount|shipping|return; standardise _ metric|definition|kpi;
    standardize _ metric|definition|kpi; official one;
    different number|figure|answer|total|value|result for|between|from|on|in|than;
    two number|figure|answer; three number|figure|answer; two different number|figure|answer|value|total;
    different way to|of count|calculat|comput; definition mismatch; metric mismatch;
    inconsistent definition|metric; metric drift; kpi mismatch; definition drift;
    not agree on what|how|the; disagree on|about what|how|the; align on a|the|one|definition|what;
    which is right; which one is right|correct|official|the; interpret _ differently; mean different thing;
    means different thing; not the same thing; two meaning; definit of; compare _ computed;
    definition used; two team|source|dashboard|report|place show|give|report|say|disagree; numerator;
    denominator; by different rules; different rules; different rule; by _ rule; rules in use; rule in use;
    each of the rules; own rule|rules; counting rule; two rules; three rules; agreed what counts;
    what counts; real one; the real _ is; which _ is real|official|right|correct; one formula;
    two formulas; old formula; new formula; formula behind|for; ours is _ theirs; theirs is;
    their number|figure|count|total; ours and theirs; under one name; under the same name; same name;
    one name; do not compute the same; not compute the same; does not mean the same; mean the same;
    means the same; which _ we are using; which _ are we using; whether _ count|counts or not;
    whether _ included|include|includes|belong|belongs; belong in|to the metric|number|total|revenue|count;
    counts or not; count or not; difference between _ in|from|on _ and; lower here than; higher here than;
    lower than in; higher than in; more here than; less here than; gross against net; gross on one;
    net on the other; takes the date of; date it was booked; distinct people; distinct accounts;
    changed the filter; copied the measure|metric|query|formula; nobody having agreed; nobody agreed;
    never agreed; not agreed; with and without; real definition; measured differently; not comparable;
    three answers; all of them defensible; single number; one number for; one number; agree on one;
    glossary entry; an entry for it; what is in|inside the number|metric;
    is _ part of the metric|kpi|number|total; count _ as new|active|returning|churned|retained|one|a; says yes _ says no; in or out; supposed to be in|included|excluded|counted; should _ be included|excluded|counted; include _ or not; part of the definition|metric|kpi; which logic|definition|filter is; conflicting number|value|figure|total|answer|result; conflicting`,
  likely: `definition; define; formula; calculation; methodology; metric logic; kpi logic; logic behind;
    interpretation; official; canonical;
    not match _ dashboard|report|deck|board|looker|sheet|finance|number;
    not tie _ dashboard|report|deck|board|looker|sheet; not agree; disagree; discrepancy between;
    mismatch between; conflict; inconsistent; include or exclude; includes or excludes; does _ include;
    do we|they|you include|exclude; does it include|exclude;
    include test|cancelled|declined|refunded|internal|closed|trial|pending|tax|shipping;
    exclude test|cancelled|declined|refunded|internal|closed|trial|pending|tax|shipping;
    leave out _ closed|cancelled|refunded|declined|pending|test;
    counts declined|cancelled|refunded|pending|authorised|authorized|only; net of;
    before discount|refund|tax|fee|return; after discount|refund|tax|fee|return; rolling 30; 30 day window;
    trailing 30; calendar month; what do _ mean; what does _ mean; documented anywhere; write _ down;
    written down; consensus; reconcile the two|number|figure|dashboard|report;
    same metric|kpi|number|question; numbers not match; figures not match; while finance;
    finance says|has|reports|counts; one counts|uses|divides; another counts|uses|says;
    the other counts|uses|says|is; dashboard says|shows; deck says|shows; compute per; off by;
    higher than the|what|in; lower than the|what|in; differ from|between|across;
    vary by|between|across|from; varies by|between|across|from; computed from|over|per; filters differ;
    different filter; kpi; agreed; align on; sign off on the|a definition;
    owner of the metric|definition|kpi; certified metric; depends who|whom|on who; apart; rule; rules;
    glossary; defensible; renamed; pending transaction|count|order; trial month; lined the two up;
    side by side; next to; against; real; compute; measure;
    two page|pages|places|dashboards|reports|queries; four queries; three queries; two queries; one page;
    the other; on one; counts; treat; treats; handles _ differently; filter; filters;
    internal user|account; test account|order|user; cancelled; refunded count|in|out; by calendar|fiscal;
    per person; per account; per household`,
  hint: `metric; active customer|user|buyer|seller; aov; gmv; churn; count as; counts as; counted as; count;
    differ; different; mismatch; not match; align; consistent; versus; compare; include; exclude; version;
    board; deck; dashboard; official; take rate; average order value; trust; number; quote; same;
    investor update; month end pack; notebook; scorecard; kpi page; review; here; there`,
}
