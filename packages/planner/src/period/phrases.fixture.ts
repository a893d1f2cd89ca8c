/**
 * Phrases and what they mean at Saturday 14 November 2026, 10:30, weeks from Monday, fiscal year from April:
 * `start..end` (half-open, an empty side is open), `by grain`, `-1 year` (a shift), `vs start..end`, `every`; nothing = no period.
 */
export const PHRASES: readonly (readonly [phrase: string, expected: string])[] = rows(`
today | 2026-11-14..2026-11-15
yesterday | 2026-11-13..2026-11-14
tomorrow | 2026-11-15..2026-11-16
the day before yesterday | 2026-11-12..2026-11-13
the day after tomorrow | 2026-11-16..2026-11-17
orders placed this morning | 2026-11-14..2026-11-15
3 days ago | 2026-11-11..2026-11-12
two weeks ago | 2026-10-26..2026-11-02
a month ago | 2026-10-01..2026-11-01
2 quarters ago | 2026-04-01..2026-07-01
5 years ago | 2021-01-01..2022-01-01
in 10 days | 2026-11-24..2026-11-25
10 days from now | 2026-11-24..2026-11-25
two days before christmas 2025 | 2025-12-23..2025-12-24
last week | 2026-11-02..2026-11-09
this week | 2026-11-09..2026-11-16
next week | 2026-11-16..2026-11-23
previous week | 2026-11-02..2026-11-09
prior month | 2026-10-01..2026-11-01
sales last month by store | 2026-10-01..2026-11-01
current month | 2026-11-01..2026-12-01
coming quarter | 2027-01-01..2027-04-01
last quarter | 2026-07-01..2026-10-01
this quarter | 2026-10-01..2027-01-01
last year | 2025-01-01..2026-01-01
this year | 2026-01-01..2027-01-01
next year | 2027-01-01..2028-01-01
last fiscal year | 2025-04-01..2026-04-01
this fiscal quarter | 2026-10-01..2027-01-01
the week after next | 2026-11-23..2026-11-30
the year before last | 2024-01-01..2025-01-01
last decade | 2010-01-01..2020-01-01
last 3 months | 2026-08-01..2026-11-01
past six months | 2026-05-01..2026-11-01
last 12 months | 2025-11-01..2026-11-01
the previous two weeks | 2026-10-26..2026-11-09
last 2 quarters | 2026-04-01..2026-10-01
the last three years | 2023-01-01..2026-01-01
last 30 days | 2026-10-15..2026-11-14
last 90d | 2026-08-16..2026-11-14
past 7 days including today | 2026-11-08..2026-11-15
last 7 days excluding today | 2026-11-07..2026-11-14
rolling 7 days | 2026-11-07..2026-11-14
trailing 4 weeks | 2026-10-17..2026-11-14
next 2 weeks | 2026-11-16..2026-11-30
next 5 days | 2026-11-15..2026-11-20
a couple of weeks ago | 2026-10-26..2026-11-02
over the last couple of months | 2026-09-01..2026-11-01
the last few days | 2026-11-11..2026-11-14
last fortnight | 2026-10-26..2026-11-09
last 24 hours | 2026-11-13T10:30:00..2026-11-14T10:30:00
past hour | 2026-11-14T09:30:00..2026-11-14T10:30:00
last 3 months and 2 weeks | 2026-07-31..2026-11-14
next 3 business days | 2026-11-16..2026-11-19
YTD | 2026-01-01..2026-11-15
mtd revenue | 2026-11-01..2026-11-15
quarter to date | 2026-10-01..2026-11-15
week-to-date | 2026-11-09..2026-11-15
year-to-date signups | 2026-01-01..2026-11-15
so far this year | 2026-01-01..2026-11-15
this month so far | 2026-11-01..2026-11-15
FYTD | 2026-04-01..2026-11-15
from january to date | 2026-01-01..2026-11-15
since monday | 2026-11-09..
since May | 2026-05-01..
since 2020 | 2020-01-01..
since the start of the year | 2026-01-01..
since the end of 2024 | 2025-01-01..
before 2024 | ..2024-01-01
after June 2025 | 2025-07-01..
until yesterday | ..2026-11-14
through September | ..2026-10-01
up to March 2025 | ..2025-04-01
no later than 3 May 2025 | ..2025-05-04
prior to 2023 | ..2023-01-01
by the end of Q3 | ..2026-10-01
from May onwards | 2026-05-01..
2025 or later | 2025-01-01..
starting 1 March 2026 | 2026-03-01..
on or after 2025-06-01 | 2025-06-01..
in May | 2026-05-01..2026-06-01
in may of this year | 2026-05-01..2026-06-01
may 2024 | 2024-05-01..2024-06-01
May revenue by region | 2026-05-01..2026-06-01
show me march revenue | 2026-03-01..2026-04-01
in december | 2025-12-01..2026-01-01
november | 2026-11-01..2026-12-01
dec. 2023 | 2023-12-01..2024-01-01
Sept 24 | 2026-09-24..2026-09-25
Sep '24 | 2024-09-01..2024-10-01
april of 87 | 1987-04-01..1987-05-01
last January | 2026-01-01..2026-02-01
last november | 2025-11-01..2025-12-01
next May | 2027-05-01..2027-06-01
this August | 2026-08-01..2026-09-01
the month of June | 2026-06-01..2026-07-01
Febuary 2025 | 2025-02-01..2025-03-01
orders in octobr | 2026-10-01..2026-11-01
4 May 2025 | 2025-05-04..2025-05-05
May 4th, 2025 | 2025-05-04..2025-05-05
the fourth of May | 2026-05-04..2026-05-05
on the 3rd of march 2024 | 2024-03-03..2024-03-04
2025-May-04 | 2025-05-04..2025-05-05
04/May/2025 | 2025-05-04..2025-05-05
May twenty first | 2026-05-21..2026-05-22
29 February | 2024-02-29..2024-03-01
2025-03-04 | 2025-03-04..2025-03-05
2025/03/04 | 2025-03-04..2025-03-05
20250304 | 2025-03-04..2025-03-05
3/4/2025 | 2025-03-04..2025-03-05
13/04/2025 | 2025-04-13..2025-04-14
4.3.2025 | 2025-03-04..2025-03-05
03/04/25 | 2025-03-04..2025-03-05
2025-03 | 2025-03-01..2025-04-01
03/2025 | 2025-03-01..2025-04-01
on 3/4 | 2026-03-04..2026-03-05
on friday | 2026-11-13..2026-11-14
last friday | 2026-11-06..2026-11-07
this friday | 2026-11-13..2026-11-14
next friday | 2026-11-20..2026-11-21
on wendesday | 2026-11-11..2026-11-12
Monday 9 November | 2026-11-09..2026-11-10
monday of last week | 2026-11-02..2026-11-03
last week wednesday | 2026-11-04..2026-11-05
the weekend | 2026-11-14..2026-11-16
last weekend | 2026-11-07..2026-11-09
on the 3rd | 2026-11-03..2026-11-04
the 15th of last month | 2026-10-15..2026-10-16
Q1 2025 | 2025-01-01..2025-04-01
q1 | 2026-01-01..2026-04-01
2025Q3 | 2025-07-01..2025-10-01
2025-Q3 | 2025-07-01..2025-10-01
Q4'24 | 2024-10-01..2025-01-01
second quarter of 2024 | 2024-04-01..2024-07-01
first quarter of last year | 2025-01-01..2025-04-01
last year's Q3 | 2025-07-01..2025-10-01
H1 2025 | 2025-01-01..2025-07-01
H2 | 2026-07-01..2027-01-01
first half of 2025 | 2025-01-01..2025-07-01
second half of march | 2026-03-16..2026-04-01
FY25 | 2024-04-01..2025-04-01
fiscal year 2026 | 2025-04-01..2026-04-01
FY26 Q1 | 2025-04-01..2025-07-01
fiscal Q2 2026 | 2025-07-01..2025-10-01
fiscal Q2 | 2026-07-01..2026-10-01
calendar year 2025 | 2025-01-01..2026-01-01
CY24 | 2024-01-01..2025-01-01
in 2024 | 2024-01-01..2025-01-01
revenue 2025 | 2025-01-01..2026-01-01
for 2025 by month | 2025-01-01..2026-01-01 ; by month
in the year 2019 | 2019-01-01..2020-01-01
two thousand and twenty | 2020-01-01..2021-01-01
the 1990s | 1990-01-01..2000-01-01
the nineties | 1990-01-01..2000-01-01
21st century | 2000-01-01..2100-01-01
week 34 | 2026-08-17..2026-08-24
week 3 of 2025 | 2025-01-13..2025-01-20
ISO week 2026-W12 | 2026-03-16..2026-03-23
week of March 3 | 2026-03-02..2026-03-09
week ending 8 November 2026 | 2026-11-02..2026-11-09
first week of May 2026 | 2026-05-04..2026-05-11
last week of July 2026 | 2026-07-27..2026-08-03
first Monday of March | 2026-03-02..2026-03-03
last friday of last month | 2026-10-30..2026-10-31
first 10 days of October | 2026-10-01..2026-10-11
the last two months of 2025 | 2025-11-01..2026-01-01
last weekend of october | 2026-10-24..2026-10-26
early 2025 | 2025-01-01..2025-05-01
mid-2025 | 2025-05-01..2025-09-01
late March | 2026-03-21..2026-04-01
the beginning of June | 2026-06-01..2026-06-11
summer 2025 | 2025-06-01..2025-09-01
last winter | 2025-12-01..2026-03-01
in the fall of 2024 | 2024-09-01..2024-12-01
Christmas 2025 | 2025-12-25..2025-12-26
on black friday 2025 | 2025-11-28..2025-11-29
Thanksgiving 2024 | 2024-11-28..2024-11-29
easter 2026 | 2026-04-05..2026-04-06
good friday 2025 | 2025-04-18..2025-04-19
New Year's Day | 2026-01-01..2026-01-02
halloween | 2026-10-31..2026-11-01
Valentine's Day 2026 | 2026-02-14..2026-02-15
labor day weekend 2026 | 2026-09-05..2026-09-08
from May to July | 2026-05-01..2026-08-01
May-July 2025 | 2025-05-01..2025-08-01
Jan-Mar 2025 | 2025-01-01..2025-04-01
between January and March 2024 | 2024-01-01..2024-04-01
from Nov 2024 to Feb 2025 | 2024-11-01..2025-03-01
November to February | 2026-11-01..2027-03-01
from 4th to 22nd of March | 2026-03-04..2026-03-23
March 4-22, 2025 | 2025-03-04..2025-03-23
between 3 and 12 September 2025 | 2025-09-03..2025-09-13
2025-01-10 to 2025-02-09 | 2025-01-10..2025-02-10
1/5/2025 - 1/9/2025 | 2025-01-05..2025-01-10
2021-2023 | 2021-01-01..2024-01-01
2021 through 2023 | 2021-01-01..2024-01-01
between 2021 and 2023 | 2021-01-01..2024-01-01
Q1 to Q3 2025 | 2025-01-01..2025-10-01
from monday to wednesday | 2026-11-09..2026-11-12
from 1 March until today | 2026-03-01..2026-11-15
from the start of 2025 to the end of June 2025 | 2025-01-01..2025-07-01
2023 and 2024 | 2023-01-01..2025-01-01
in january and february 2026 | 2026-01-01..2026-03-01
in 2021 and 2024 | 2021-01-01..2022-01-01 ; 2024-01-01..2025-01-01
revenue this month vs last month | 2026-11-01..2026-12-01 ; -1 month
this year versus last year | 2026-01-01..2027-01-01 ; -1 year
sales in May compared to the previous month | 2026-05-01..2026-06-01 ; -1 month
Q1 2025 compared with Q1 2024 | 2025-01-01..2025-04-01 ; vs 2024-01-01..2024-04-01
revenue in 2025 against 2024 | 2025-01-01..2026-01-01 ; vs 2024-01-01..2025-01-01
is spend higher than last year | -1 year
year over year growth | -1 year
revenue yoy | -1 year
MoM | -1 month
week-over-week signups | -1 week
QoQ change in churn | -1 quarter
y/y | -1 year
YTD vs same period last year | 2026-01-01..2026-11-15 ; -1 year
last week vs the same week last year | 2026-11-02..2026-11-09 ; -1 year
last 30 days vs previous period | 2026-10-15..2026-11-14 ; vs 2026-09-15..2026-10-15
last month vs the prior period | 2026-10-01..2026-11-01 ; vs 2026-09-01..2026-10-01
how much has revenue grown from last month | -1 month
compare 2024 to 2025 | 2024-01-01..2025-01-01 ; vs 2025-01-01..2026-01-01
same day last week | -1 week
this time last year | -1 year
compared to a year ago | -1 year
by month | by month
which month had the most orders | by month
which day of the week is busiest | by dow
customers by signup month | by month
new customers in each month of 2025 | by month ; 2025-01-01..2026-01-01
Q1 and Q2 2025 | 2025-01-01..2025-07-01
May vs June 2024 | 2024-05-01..2024-06-01 ; vs 2024-06-01..2024-07-01
the quarter ending March 2025 | 2025-01-01..2025-04-01
the year ended 31 March 2025 | 2024-04-01..2025-04-01
12 months ending June 2025 | 2024-07-01..2025-07-01
first half 2025 | 2025-01-01..2025-07-01
2H25 | 2025-07-01..2026-01-01
the 90 days before June 2025 | 2025-03-03..2025-06-01
most recent 30 days | 2026-10-15..2026-11-14
latest quarter | 2026-07-01..2026-10-01
revenue per week | by week
each quarter | by quarter
daily orders | by day
monthly revenue trend | by month
quarterly churn in 2025 | by quarter ; 2025-01-01..2026-01-01
orders by day of week | by dow
by weekday | by dow
by hour | by hour
revenue month over time | by month
week by week | by week
by calendar month | by month
annual revenue | 
weekly active users | 
on mondays | every
every Friday | every
top 5 customers | 
customers named May | 
top 100 | 
2024 orders | 
orders over 2000 | 
more than 2000 points | 
customers with at least 1999 euros | 
this may not be right | 
May I ask why | 
one may ask | 
a quarter of customers | 
which second order was largest | 
up to date information | 
customers aged 30 to 40 | 
price between 10 and 20 | 
the order id is 123-45-6789 | 
call 138-2010-2015 | 
1/2 of the users | 
version 2.5.1 | 
average price by category | 
number of days since signup | 
by date of birth | 
$2000 | 
2015 - 32 | 
orders per customer | 
their last order | 
the latest order | 
seconds per request | 
how many sales reps are there | 
`)

function rows(text: string): (readonly [string, string])[] {
  return text
    .split('\n')
    .filter((line) => line.includes('|'))
    .map((line) => {
      const [phrase = '', expected = ''] = line.split('|').map((part) => part.trim())
      return [phrase, expected] as const
    })
}
