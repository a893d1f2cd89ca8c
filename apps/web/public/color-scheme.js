// Before the first paint: the colours this browser chose last time; dark when it never did.
document.documentElement.setAttribute(
  'data-mantine-color-scheme',
  localStorage.getItem('numize-color-scheme') === 'light' ? 'light' : 'dark',
)
