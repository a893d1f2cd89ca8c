import type { ThemeWords } from '../theme-words.ts'

export const REVENUE_COVERAGE_MAPPING: ThemeWords = {
  certain: `revenue coverage; revenue mapping; revenue gap; revenue leak|leakage; uncovered revenue;
    unmapped revenue; unallocated revenue; unattributed revenue; missing revenue; revenue _ missing;
    revenue _ unmapped; revenue _ not map|mapped|covered|allocate|classified|assigned|captured|book|booked;
    revenue _ understate|understated|uncategorised|uncategorized|unallocated|unassigned|unclassified|unexplained;
    income _ unmapped|not|uncategorised|uncategorized|unallocated|unassigned|missing; revenue that not|no;
    revenue without; revenue with no; income without; income with no; income that has no; fees without;
    fees with no; fee without; fee missing; fees missing; fee _ missing; fees _ missing;
    fee _ blank|null|zero|empty; fees _ blank|null|zero|empty;
    unmapped mcc|plan|category|merchant|listing|product|seller|fee|interchange|sku|transaction;
    mcc not|unmapped|missing|mapping|without|code; mcc map; no mcc; without mcc; without a category;
    without category; category map|mapping; map _ to _ revenue|gl|ledger|category|plan|sector|account|line;
    mapping from|of|for|between _ plan|mcc|category|merchant|gl|account|product|revenue|sector|fee|listing|seller;
    plan mapping; gl account|code|mapping; general ledger; chart of accounts;
    ledger line|account|entry|code; recognise _ revenue|income; recognize _ revenue|income;
    revenue recognition; rev rec; interchange _ missing|not|zero|blank|null|unmapped|no|without|gap|low;
    interchange rate missing; bps missing|are|is|blank|null|zero;
    platform fee _ missing|not|zero|blank|null|unmapped|no|without|gap;
    net revenue understate|understated|gap|missing|is|has|not;
    revenue by category|mcc|sector|plan|product|line|merchant|seller _ not|sum|other|unknown|gap|missing|blank;
    sum to the total; sums to the total; not sum to; not add up to; fall into other; falls into other;
    falls in other; in other; other bucket; bucket of other; unbilled; not billed; left out of revenue;
    leaving revenue; revenue off; book zero; booked to; book to; should be booked; not booked;
    allocate to any plan|product|category; where does the money go; money go; revenue at risk;
    currency is|not|missing; convert _ amount; orders without currency; monetisation gap; monetization gap;
    revenue total; revenue attributed to unknown; unallocated; uncategorised; uncategorized; unclassified;
    not recognised; not recognized; unrecognised; unrecognized;
    subscription income|revenue _ no|without|missing|not|unmapped; payout _ not|differ|match;
    unmapped share; mapped to a plan|category|product|revenue; paid invoice _ not|no|without|missing;
    no revenue; zero revenue; price list; fee table; fee schedule; rate table; booked nowhere;
    no account picks; picks up; pick up; outside the revenue; falling outside; falls outside; fall outside;
    volume but no; volume and no; volume with no; but no fee|fees|revenue|income|commission;
    and no fee|fees|revenue|income|commission; no fee; no fees; without revenue|fee|income|fees;
    with no revenue|fee|income; do all fees; all fees land; fees land; land somewhere;
    rate is null|missing|zero|empty; multiplies to nothing|zero; multiply to nothing|zero;
    missing from revenue|income|the pnl|the ledger; missing in revenue|the ledger|the pnl;
    not in revenue|the ledger|the pnl|the books; revenue account|accounts|code;
    wrong account|line|revenue|ledger; wrong revenue; go to which|the wrong; goes to which|the wrong;
    which revenue line|account|stream; which line does|do; a revenue line behind; revenue behind; earned;
    earn nothing; earns nothing; earned nothing; not earn; income from; income that; money that; money is;
    where does _ go; does not know; not know the|about; do not cover; does not cover; not covering;
    not covered; mapping sheet; mapping file; new codes; no row for; rebates; fx margin; foreign exchange;
    exchange margin; annual plan|plans; multiplied by zero; zero rated; at zero; counted as zero;
    shows zero revenue|income|fee; revenue of zero; ties to the processor|bank|ledger|gl|books;
    tie to the processor|bank|ledger|gl|books; in the books; on the books; off the books;
    processor statement|report; settlement; settlements; accounts receivable; deferred;
    share of _ revenue|volume|spend that|with|without; accounted for; account for all;
    add up to the ledger|total|books|bank; reach the ledger; never reach the ledger; reaches the ledger;
    goes nowhere; go nowhere; missing a stream|line|component|part; missing stream;
    zero interchange|fee|revenue|commission; billed _ only; shows up in the _ model; billing and revenue;
    between billing and; between ledger and; between the ledger; missing portion|part|share|amount;
    roll up to; rolls up to; not assigned; unassigned;
    not in the plan|category|product|revenue|fee|mcc map|mapping|model|table; is not in the _ map|mapping;
    we recognise; we recognize; its revenue; their revenue; revenue is not; revenue goes;
    generate _ zero|no; generates _ zero|no; without an mcc`,
  likely: `unmapped; mapping; mapped; mcc; ledger; coverage; covered; sector; chargeback; currency; understate;
    understated; residual; unexplained; allocate; allocation; recognise; recognize; book; booked;
    reconcile _ payment|ledger|payout|bank|fee|gl; pnl; finance close; monetisation; monetization; bps;
    billing; plan _ missing|null|blank|no; category null; no plan; not covered; leak; roll up; rolling up;
    rolls up; add up; sum to; classify; classified; premium charge; catch all; rollup; no category;
    interchange bps; interchange rate; revenue model; revenue line; revenue stream; fx fee; volume; earn;
    earns; processor; price; rate; cover; books; settle; rebate; margin; goes to; land; picks; statement;
    amount; zero; nothing; sheet`,
  hint: `revenue; fees; fee; interchange; take rate; net revenue; platform fee; subscription revenue|income;
    subscription income|revenue; earning; cents; money; income; payout; seller earning; subscription;
    invoice; finance; gl; category; plan; payment; other; merchant; map; close; quarter; dollar; amount;
    currency; total; month end; gap; blank; refund; account; code; bank`,
}
