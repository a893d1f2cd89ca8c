import { useMantineColorScheme } from '@mantine/core'
import { useSyncExternalStore } from 'react'

/** How the workspace looks. High contrast stands on the dark or the light scheme, whichever was chosen before. */
export const LOOKS = {
  dark: 'Dark',
  light: 'Light',
  contrast: 'High contrast',
} as const
export type Look = keyof typeof LOOKS

const KEY = 'numize-contrast'
const CHANGED = 'numize:contrast'
const root = document.documentElement

/** Kept in this browser; the system's own wish for more contrast counts until something was chosen. */
export function restoreContrast(): void {
  const kept = localStorage.getItem(KEY)
  const isMore = kept === null ? matchMedia('(prefers-contrast: more)').matches : kept === 'more'
  root.dataset['contrast'] = isMore ? 'more' : 'normal'
}

function setContrast(contrast: 'more' | 'normal'): void {
  localStorage.setItem(KEY, contrast)
  root.dataset['contrast'] = contrast
  window.dispatchEvent(new Event(CHANGED))
}

const subscribe = (listener: () => void) => {
  window.addEventListener(CHANGED, listener)
  return () => window.removeEventListener(CHANGED, listener)
}

export function useLook(): [Look, (look: Look) => void] {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const contrast = useSyncExternalStore(subscribe, () => root.dataset['contrast'])
  const scheme = colorScheme === 'light' ? 'light' : 'dark'
  return [
    contrast === 'more' ? 'contrast' : scheme,
    (look) => {
      setContrast(look === 'contrast' ? 'more' : 'normal')
      if (look !== 'contrast') setColorScheme(look)
    },
  ]
}
