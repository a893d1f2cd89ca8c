const words = `
early late later soon due done gone past open shut lost left kept held sent paid owed owing lent made sold told seen
used worn torn full empty half whole part short tall long high deep wide thin thick fast slow near far next last
ahead behind back away idle busy free fixed broken new old young fresh stale good bad poor rich safe risky cheap dear
hard soft easy heavy light strong weak clean dirty quiet loud hot cold warm cool dry wet clear dark bright active
passive manual waste waiting pending absent present missing spare extra void valid wrong right true false real fake
tied won beat fail failed pass passed drop dropped rise risen fell fall grown grew gain gained loss win
morning noon night evening today tomorrow yesterday weekday weekend overnight daily weekly
inside outside above below under over within without beyond across around between
alone together apart only also again twice once never always often rarely seldom ever still yet already almost
mine yours ours theirs male female adult child single married living dead born
rate date data time gate mile file tile mate fate lane line land sand band hand
sick well fit unfit ready stuck stopped started halted delayed early overdue unpaid unsold unused unsent
`

/** Short words of English with a meaning of their own: typed, they are meant; they are no slip of a name the data has. */
export const plainWords: ReadonlySet<string> = new Set(words.trim().split(/\s+/))
