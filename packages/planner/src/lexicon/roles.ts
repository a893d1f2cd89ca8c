/** Verbs and nouns that tell which of two parallel keys is meant: words of the key's name, then words of a question. */
export const roles: readonly { readonly names: readonly string[]; readonly spoken: readonly string[] }[] = [
  {
    names: ['source', 'origin', 'departure', 'from', 'start', 'src', 'pickup'],
    spoken: [
      'depart',
      'departs',
      'departed',
      'departing',
      'departure',
      'departures',
      'leaving',
      'leave',
      'leaves',
      'left',
      'outgoing',
      'origin',
      'originating',
      'source',
    ],
  },
  {
    names: ['destination', 'dest', 'arrival', 'to', 'end', 'target', 'dropoff'],
    spoken: [
      'arrive',
      'arrives',
      'arrived',
      'arriving',
      'arrival',
      'arrivals',
      'landing',
      'land',
      'lands',
      'landed',
      'incoming',
      'destination',
      'go',
      'goes',
      'going',
      'heading',
    ],
  },
  { names: ['sender', 'payer', 'from'], spoken: ['send', 'sends', 'sent', 'sending', 'sender', 'paying'] },
  {
    names: ['receiver', 'recipient', 'payee', 'to'],
    spoken: ['receive', 'receives', 'received', 'receiving', 'receiver', 'recipient'],
  },
  { names: ['buyer'], spoken: ['buy', 'buys', 'bought', 'purchased', 'buying'] },
  { names: ['seller'], spoken: ['sell', 'sells', 'sold', 'selling'] },
  { names: ['winner'], spoken: ['win', 'wins', 'won', 'winning'] },
  { names: ['loser'], spoken: ['lose', 'loses', 'lost', 'losing'] },
  { names: ['home'], spoken: ['home', 'host', 'hosted', 'hosting'] },
  { names: ['away'], spoken: ['away', 'visiting'] },
  {
    names: ['manager', 'supervisor'],
    spoken: ['manage', 'manages', 'managed', 'manager', 'supervises', 'supervised'],
  },
  { names: ['advisor', 'adviser'], spoken: ['advise', 'advises', 'advised', 'advisor'] },
  { names: ['agent'], spoken: ['agent', 'agents', 'sold'] },
]

/** Words of key names that the spoken words point at. */
export const roleNames = (spoken: ReadonlySet<string>): ReadonlySet<string> =>
  new Set(roles.filter((role) => role.spoken.some((word) => spoken.has(word))).flatMap(({ names }) => names))
