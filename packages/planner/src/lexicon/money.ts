const list = (words: string): readonly string[] => words.split(' ')

/** Words for money that comes in or goes out: what people say, and the words of names that mean it, surest first. */
export const moneyWords: readonly {
  readonly said: readonly string[]
  readonly names: readonly (readonly string[])[]
}[] = [
  {
    said: ['cost', 'expense', 'expenditure'],
    names: [list('cost expense expenditure'), list('paid payment payout spend'), list('price fee')],
  },
  {
    said: ['spend', 'spent', 'spending', 'outlay'],
    names: [list('spend spending spent'), list('cost expense paid payment payout')],
  },
  {
    said: ['pay out', 'paid out', 'payout', 'payouts'],
    names: [list('payout paid'), list('payment settlement')],
  },
  {
    said: ['revenue', 'sales', 'sale', 'turnover', 'income', 'earning', 'takings'],
    names: [list('revenue sale turnover income earning'), list('invoice bill charge fee fare rent premium')],
  },
  {
    said: ['invoiced', 'billed', 'charged', 'billing'],
    names: [list('invoice invoiced bill billed billing charge charged'), list('revenue sale fee')],
  },
]
