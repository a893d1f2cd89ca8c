import type { ReactNode } from 'react'

const icon =
  (drawing: ReactNode) =>
  ({ size = 18 }: { size?: number }) => (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {drawing}
    </svg>
  )

export const PlusIcon = icon(<path d="M12 5v14M5 12h14" />)
export const SendIcon = icon(<path d="M12 19V5m-6 6 6-6 6 6" />)
export const StopIcon = icon(
  <rect x="7" y="7" width="10" height="10" rx="2" fill="currentColor" stroke="none" />,
)
export const CheckIcon = icon(<path d="m5 12.5 4.5 4.500L19 7.5" />)
export const CrossIcon = icon(<path d="m6 6 12 12M18 6 6 18" />)
export const MoreIcon = icon(<path d="M5 12h.01M12 12h.01M19 12h.01" strokeWidth="2.6" />)
export const MenuIcon = icon(<path d="M4 7h16M4 12h16M4 17h16" />)
export const SunIcon = icon(
  <>
    <circle cx="12" cy="12" r="4" />
    <path d="M12 2.500v2M12 19.500v2M2.5 12h2M19.5 12h2M5.3 5.300l1.4 1.400M17.3 17.300l1.4 1.400M5.3 18.700l1.4-1.400M17.3 6.700l1.4-1.4" />
  </>,
)
export const MoonIcon = icon(<path d="M20 14.500A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.500Z" />)
export const ChevronIcon = icon(<path d="m9 6 6 6-6 6" />)
export const ChevronsIcon = icon(<path d="m8 9.5 4-4 4 4M8 14.500l4 4 4-4" />)
export const CopyIcon = icon(
  <>
    <rect x="9" y="9" width="11" height="11" rx="2.5" />
    <path d="M15 9V6.500A2.5 2.5 0 0 0 12.5 4h-6A2.5 2.5 0 0 0 4 6.500v6A2.5 2.5 0 0 0 6.5 15H9" />
  </>,
)
export const DownloadIcon = icon(<path d="M12 4v11m-5-4.5 5 5 5-5M5 20h14" />)
export const TableIcon = icon(
  <>
    <rect x="3.5" y="5" width="17" height="14" rx="2.5" />
    <path d="M3.5 10h17M3.5 14.500h17M10 10v9" />
  </>,
)
export const ChartIcon = icon(<path d="M5 20v-7m5 7V5m5 15v-9m5 9V8" />)
export const WarningIcon = icon(<path d="M12 4 3 19.500h18L12 4Zm0 6v4.500m0 2.500v.1" />)
export const QuestionIcon = icon(
  <>
    <circle cx="12" cy="12" r="9" />
    <path d="M9.5 9.500a2.6 2.6 0 1 1 3.7 2.600c-.8.4-1.2.9-1.2 1.700m0 2.700v.1" />
  </>,
)
export const InfoIcon = icon(
  <>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 11v5.500M12 7.600v.1" />
  </>,
)
export const BlockedIcon = icon(
  <>
    <circle cx="12" cy="12" r="9" />
    <path d="m5.8 5.8 12.4 12.4" />
  </>,
)
export const RetryIcon = icon(<path d="M19 12a7 7 0 1 1-2.2-5.100M19 4v4.200h-4.2" />)
export const SignOutIcon = icon(
  <path d="M14 5H7.500A2.5 2.5 0 0 0 5 7.500v9A2.5 2.5 0 0 0 7.5 19H14m-4-7h10m-3.5-3.500L20 12l-3.5 3.5" />,
)
export const ClockIcon = icon(
  <>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M12 7.500V12l3 2" />
  </>,
)
export const DiveIcon = icon(
  <>
    <circle cx="10.5" cy="10.5" r="6" />
    <path d="m15 15 5 5M10.5 7.800v5.400m0 0-2.200-2.200m2.200 2.200 2.200-2.200" />
  </>,
)
export const PulseIcon = icon(<path d="M3 12h4l2.500-6.500 5 13L17 12h4" />)
export const AheadIcon = icon(
  <path d="M3 17c3-7 6-7 8-5m2.500 1.500.1.100m3-.600.1-.100m2.500-4 2-4.500M17.500 4.500l3.700-.400.600 3.700" />,
)
export const ThumbUpIcon = icon(
  <path d="M7 20V10.500m0 0L11 3.500a2 2 0 0 1 2 2.200L12.500 9.500H18a2 2 0 0 1 2 2.400l-1.300 6.500A2 2 0 0 1 16.700 20H4V10.500h3Z" />,
)
export const ThumbDownIcon = icon(
  <path d="M17 4v9.500m0 0-4 7a2 2 0 0 1-2-2.200l.5-3.800H6a2 2 0 0 1-2-2.400l1.300-6.500A2 2 0 0 1 7.300 4H20v9.500h-3Z" />,
)
export const ChatIcon = icon(
  <path d="M5 5.500h14A1.500 1.500 0 0 1 20.500 7v8.500A1.500 1.500 0 0 1 19 17h-8l-4.500 3.500V17H5a1.500 1.500 0 0 1-1.500-1.500V7A1.500 1.500 0 0 1 5 5.500Z" />,
)
export const BookIcon = icon(
  <path d="M5 5.500A2 2 0 0 1 7 3.500h12v14H7a2 2 0 0 0-2 2v-14Zm0 14a1.500 1.500 0 0 0 1.500 1.500H19M9 8h6m-6 4h4" />,
)
export const SearchIcon = icon(
  <>
    <circle cx="11" cy="11" r="6.5" />
    <path d="m20 20-4.300-4.300" />
  </>,
)
export const ContrastIcon = icon(
  <>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M12 3.500v17a8.500 8.500 0 0 0 0-17Z" fill="currentColor" />
  </>,
)
export const CompassIcon = icon(
  <>
    <circle cx="12" cy="12" r="8.5" />
    <path d="m15.500 8.500-2 5-5 2 2-5 5-2Z" />
  </>,
)
export const BoardIcon = icon(
  <>
    <rect x="3.5" y="4" width="8" height="9" rx="2" />
    <rect x="14.500" y="4" width="6" height="5" rx="2" />
    <rect x="3.500" y="16" width="8" height="4" rx="1.500" />
    <rect x="14.500" y="12" width="6" height="8" rx="2" />
  </>,
)
export const PersonIcon = icon(
  <path d="M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7.500 8a7.500 7.500 0 0 1 15 0" />,
)
export const LockIcon = icon(
  <>
    <rect x="5" y="10.5" width="14" height="9.5" rx="2.5" />
    <path d="M8 10.500V8a4 4 0 0 1 8 0v2.500" />
  </>,
)
export const ShieldIcon = icon(
  <path d="M12 3.500 5 6v5.500c0 4.200 2.900 7.400 7 9 4.100-1.600 7-4.800 7-9V6l-7-2.500Zm-3 8.300 2.200 2.200 4-4.200" />,
)
export const ConsoleIcon = icon(
  <>
    <rect x="3.5" y="5" width="17" height="14" rx="2.500" />
    <path d="m7.500 10 2.500 2.200-2.500 2.300m5 0h4" />
  </>,
)
export const FileIcon = icon(
  <path d="M7 3.500h7l4.500 4.500v12.500H7a1.500 1.500 0 0 1-1.500-1.500V5A1.500 1.500 0 0 1 7 3.500Zm6.500 0v5h5" />,
)
export const UploadIcon = icon(<path d="M12 15.500V4m-5 4.500 5-5 5 5M5 20h14" />)
