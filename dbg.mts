import { localDesk } from './apps/cli/src/desk.ts'
import { openInstallation } from './apps/cli/src/installation.ts'
import { diskFiles } from './apps/cli/src/effects.ts'
import { systemClock } from '@numize/base'
const e={clock:systemClock,files:diskFiles,stateDir:'/tmp/state-in2-dbg',out:()=>{},err:console.error,isTerminal:false,env:{}}
const i=await openInstallation(e as never); const d=localDesk(i,e as never)
const t=await d.ask({subject:{project:'examples/neobank'},question:'why did decline rate change on 2026-10-14'})
console.log(JSON.stringify((t.reply as any).cause.findings.map((f:any)=>[f.text,f.confidence]),null,1))
for (const m of ['orders_placed','gmv','units_sold']){
const r=await d.query({subject:{project:'examples/marketplace'},plan:{...(await import('@numize/semantic')).emptyMetricsPlan,metrics:[{metric:m}],groupBy:[{dimension:m==='orders_placed'?'buyer__buyer_country':'listing__department'}]}} as never).catch((x:any)=>x.message)
console.log(m,JSON.stringify((r as any).rows??r))}
await d[Symbol.asyncDispose](); await i[Symbol.asyncDispose]()
