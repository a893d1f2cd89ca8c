/** A thread in which nobody needs anything of the data. `CAUSE` stands for a cause of any theme, here of no concern. */
export interface Topic {
  readonly subject: string
  readonly opens: readonly string[]
  readonly follows: readonly string[]
}

/** Words of data without a need: news of finished work, other senses of the words, jobs, talks, jokes. */
export const HARD_NEGATIVES: readonly Topic[] = [
  {
    subject: 'Morning checks',
    opens: [
      'morning checks: all green. freshness fine, no duplicates, every {ref} matched',
      'status of the night: loads on time, keys unique, nothing to do',
      'daily summary: {count} {rows} in, no late batch, no nulls beyond the usual',
    ],
    follows: [
      'nice',
      'third week in a row',
      'thanks for posting these',
      'boring is good',
      'as it should be',
      'love a quiet morning',
    ],
  },
  {
    subject: 'Done: {table}',
    opens: [
      'FYI the work on {table} we announced in spring is finished, nothing changes for you',
      'for the record: {refTable} moved to the new cluster last night, no action on your side',
      'the clean-up of old duplicates was closed last month, the write-up is in the wiki for those who like to read',
      'announcement only: the glossary of metrics has a new look, the content is the same',
    ],
    follows: [
      'looks good',
      'congrats all',
      'that was a long one',
      'well done',
      'read it, nice write-up',
      'cake?',
    ],
  },
  {
    subject: 'SQL workshop',
    opens: [
      'the SQL workshop on joins is on Thursday, seats are free',
      'lunch talk: how a funnel is drawn and what it hides. bring food',
      'we run the course on data models again, part one is about keys',
    ],
    follows: [
      'will there be a recording',
      'I am in',
      'was great last time',
      'same room as before?',
      'signed up',
      'cannot make it, next time',
    ],
  },
  {
    subject: 'Access badge',
    opens: [
      'my access badge stopped working at the side door, the desk gave me a new one',
      'reminder: garage access is by badge only from Monday',
      'the permission slip for the roof terrace is at reception',
    ],
    follows: [
      'same door every time',
      'thanks for the note',
      'mine works',
      'the desk is open till five',
      'ok!',
      'finally',
    ],
  },
  {
    subject: 'Duplicate invite',
    opens: [
      'I got a duplicate invite for the all-hands, delete one of them',
      'two of us brought the same cake, so there is a duplicate in the kitchen',
      'sorry for the double e-mail, my client sent it twice',
    ],
    follows: [
      'no worries',
      'haha',
      'happens',
      'I saw, deleted it',
      'two cakes is not a problem',
      'got three of them',
    ],
  },
  {
    subject: 'Hiring',
    opens: [
      'I interview a data engineer tomorrow and would like a good question about late events',
      'our opening for an analytics engineer is out, share it if you know someone who likes models',
      'the candidate explained orphans and keys better than I could, strong yes from me',
    ],
    follows: [
      'ask about retries',
      'good luck',
      'I liked her too',
      'will share it',
      'how many are in the pipeline',
      'let us talk at two',
    ],
  },
  {
    subject: 'Vendor mail',
    opens: [
      'another vendor writes that attribution is dead and that only they can save it. archived',
      'a pitch came in for a tool that finds missing revenue "in minutes". we have no use for it',
      'the sales person of the catalog tool sent socks. no, we are not buying',
    ],
    follows: [
      'nice socks though',
      'third mail this month',
      'mark it as spam',
      'lol',
      'they never give up',
      'agree, not for us',
    ],
  },
  {
    subject: 'Post-mortem published',
    opens: [
      'the post-mortem of the January delay is published, reading only, all points are closed',
      'retro notes are up: what we learned from the missing rows last year. nothing open',
      'look back at the year: 14 incidents of late data, all solved, fewer than the year before',
    ],
    follows: [
      'well written',
      'thanks for the honesty',
      'good read',
      'that was a night',
      'proud of the team',
      'saved for later',
    ],
  },
  {
    subject: 'Sales pipeline',
    opens: [
      'the pipeline looks fresh this week, two new partners signed',
      'sales asks to celebrate: revenue target of the month is reached, drinks at six',
      'partner {team} signed, revenue share as agreed',
    ],
    follows: ['congrats', 'see you at six', 'great work', 'on my way', 'cheers', 'big one'],
  },
  {
    subject: 'Praise',
    opens: [
      'just wanted to say the {metric} page is a joy to use',
      'kudos to whoever made {report}: quick, right, and I found all I wanted',
      'the new columns on {table} are great, used them all morning. thanks',
    ],
    follows: ['thank you!', 'will pass it on', 'made my day', 'team effort', 'agree', 'took long enough :)'],
  },
  {
    subject: 'Notes of the guild',
    opens: [
      'notes of the data guild: we read a paper on schema evolution, next time somebody shows funnels',
      'book club: chapter on sources of error, quite funny on missing fields',
      'podcast tip: an hour on how others count active users. no homework',
    ],
    follows: [
      'added to my list',
      'who presents next',
      'the second half is better',
      'listened to it on the train',
      'nice one',
      'see you there',
    ],
  },
  {
    subject: 'Key to the meeting room',
    opens: [
      'who has the key to the big meeting room? found it, all good',
      'the table in the corner is reserved for {team} at noon, join us',
      'the coffee machine has more downtime than our pipeline',
    ],
    follows: ['lol', 'joining', 'it lags in the morning as well', 'keep some for me', 'true', 'I bring cups'],
  },
]

/** The same with causes of real needs in them: over, made up, somebody else's, or looked for and not there. */
export const HARD_NEGATIVES_WITH_CAUSES: readonly Topic[] = [
  {
    subject: '{metric} in spring',
    opens: [
      'for the archive: CAUSE in spring is history, closed with a test, nobody has to do anything',
      'the old story about CAUSE is closed for good, I only tidy up the wiki page on it',
      'wrote down what we learned from CAUSE last year. Reading it is optional',
      'a year ago today we were up all night for CAUSE. {metric} is fine {since}, cheers',
    ],
    follows: [
      'good times',
      'makes sense',
      'nice write-up',
      'thanks for digging that out',
      'glad that is behind us',
      'adding {team} for the memories',
    ],
  },
  {
    subject: 'Example for the workshop on {rows}',
    opens: [
      'the example in my talk is made up: a shop with CAUSE, and how they noticed',
      'exercise for the newcomers: the toy set has CAUSE built in, do not help them',
      'quiz of the guild: why could {metric} be wrong? answers so far: CAUSE, CAUSE. our own is fine',
      'for the training I planted CAUSE in the sandbox copy of {table}, production is untouched',
    ],
    follows: [
      'who wins',
      'good one',
      'they found it in an hour',
      'can I have the slides',
      'ok, noted',
      'I like the example',
    ],
  },
  {
    subject: '{report}: checked, nothing found',
    opens: [
      'weekly look at {report}: no CAUSE, no CAUSE. all as it should be',
      'went through {rows} of {period}: nothing of CAUSE, {metric} ties to {system}',
      'audit of {table} is over. They looked for CAUSE and found none',
      '{team} asked whether we have CAUSE. we do not, I showed them, they are happy',
    ],
    follows: [
      'perfect',
      'thanks for checking',
      'as expected',
      'good to know',
      'same picture here',
      'that is what I see as well',
    ],
  },
  {
    subject: 'How others do it',
    opens: [
      'a blog post on a bank that had CAUSE for two years. entertaining',
      'at my last job we had CAUSE every month, so nice not to see that here',
      'conference notes: everybody complains about CAUSE. our {metric} came up as the good example',
      'a vendor asked if CAUSE hurts us. told them no, it does not',
    ],
    follows: ['ha', 'send me the link', 'we were lucky', 'same at mine', 'good catch', 'worth a read'],
  },
]

/** Nothing of data at all. */
export const NEGATIVES: readonly Topic[] = [
  {
    subject: 'Lunch',
    opens: [
      'anyone up for noodles at twelve',
      'the taco place reopened, who comes along',
      'team lunch on Friday, vegetarian options exist',
    ],
    follows: ['me', 'in', 'ten past twelve ok?', 'bring an umbrella', 'not today, next week', 'yes please'],
  },
  {
    subject: 'Travel to the offsite',
    opens: [
      'trains for the offsite are booked, leave at eight',
      'who shares a ride to the offsite',
      'hotel for the offsite asks for arrival times',
    ],
    follows: [
      'I can drive three',
      'arriving on Wednesday night',
      'window seat please',
      'do we need hiking shoes',
      'great',
      'thanks for arranging',
    ],
  },
  {
    subject: 'Release of the app',
    opens: [
      'the app release is delayed by a day, the store review takes longer',
      'version 8 is out, rollout at ten percent',
      'the new onboarding screen is live for staff',
    ],
    follows: [
      'crash free so far',
      'looks smooth',
      'who is on call tonight',
      'ok from support',
      'nice colours',
      'going to fifty percent tomorrow',
    ],
  },
  {
    subject: 'Office',
    opens: [
      'heating on the third floor is broken again, facilities is on it',
      'desk move on Thursday, please pack your things',
      'the lift is out of service until noon',
    ],
    follows: [
      'brought a blanket',
      'thanks for telling us',
      'stairs it is',
      'boxes are by the printer',
      'still cold here',
      'ok',
    ],
  },
  {
    subject: 'Customer call',
    opens: [
      'call with the partner went well, they like the new terms',
      'a customer sent flowers to support',
      'support had a calm weekend, queue is empty',
    ],
    follows: ['lovely', 'well deserved', 'pictures!', 'good to hear', 'tell them thanks', 'great team'],
  },
  {
    subject: 'Holidays',
    opens: [
      'out from Monday, my deputy is in the calendar',
      'please enter your leave for December',
      'back from leave, what did I miss',
    ],
    follows: ['enjoy', 'have a good rest', 'welcome back', 'not much', 'mine is in', 'see you in two weeks'],
  },
  {
    subject: 'Legal review',
    opens: [
      'contract with the printer is signed',
      'legal is done with the new terms of use, they go live next month',
      'the trademark came through',
    ],
    follows: ['great news', 'finally', 'who tells the shops', 'congrats', 'filed', 'thanks for the patience'],
  },
  {
    subject: 'Campaign artwork',
    opens: [
      'first drafts of the winter posters are on the wall',
      'the photo shoot moves to Tuesday because of rain',
      'which slogan do you like better, A or B',
    ],
    follows: ['B', 'A, by far', 'the blue one', 'love it', 'a bit dark for me', 'can we see it larger'],
  },
  {
    subject: 'Laptops',
    opens: [
      'new laptops arrive on Monday, IT will call you',
      'my screen flickers, IT lends me another',
      'VPN is slow today, IT restarts it at one',
    ],
    follows: ['same here', 'works again', 'thanks', 'who do I call', 'try the cable', 'better now'],
  },
  {
    subject: 'Volunteering',
    opens: [
      'the river clean-up is on Saturday, gloves are provided',
      'blood drive in the lobby until three',
      'we collected 40 boxes for the food bank',
    ],
    follows: [
      'I will be there',
      'wonderful',
      'bringing my kids',
      'count me in',
      'can I come later',
      'great turnout',
    ],
  },
  {
    subject: 'Code review',
    opens: [
      'can someone review my change of the login button',
      'the build takes long today, the runners are busy',
      'flaky browser test again, I mute it for now',
    ],
    follows: ['looking', 'approved', 'one comment', 'retry helped', 'merged', 'ok with me'],
  },
  {
    subject: 'Welcome',
    opens: [
      'please welcome our new colleague {team} gained this week',
      'one year here today, cake in the kitchen',
      'farewell drinks on Thursday at five',
    ],
    follows: [
      'welcome!',
      'happy anniversary',
      'we will miss you',
      'see you there',
      'cake is gone already',
      'all the best',
    ],
  },
]
