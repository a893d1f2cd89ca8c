import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { queryClient } from './api/queries.ts'
import { SessionGate } from './session/session-gate.tsx'
import { Shell } from './shell/shell.tsx'
import { colorSchemeManager, theme } from './theme/theme.ts'

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="dark" colorSchemeManager={colorSchemeManager}>
      <QueryClientProvider client={queryClient}>
        <SessionGate>
          <Shell />
        </SessionGate>
      </QueryClientProvider>
    </MantineProvider>
  )
}
