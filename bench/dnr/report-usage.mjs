// Loaded into a measured process: at its end it writes what the process took, all of its threads together.
import { writeFileSync } from 'node:fs'

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  const usage = { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMegabytes: maxRSS / 1000 }
  writeFileSync(process.env.BENCH_USAGE_FILE, JSON.stringify(usage))
})
