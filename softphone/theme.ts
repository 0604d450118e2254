import {
  Badge,
  Button,
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  Paper,
  Tooltip,
} from '@mantine/core';

/** River blue, leaf green and roof-tile red. Shade 7 carries white text at 4.5:1 or better (WCAG AA). */
const rio: MantineColorsTuple = [
  '#e6f4f6',
  '#d0e7eb',
  '#a3d0d8',
  '#74b8c4',
  '#4da4b3',
  '#3397a8',
  '#1f8699',
  '#117283',
  '#0b6070',
  '#064f5c',
];
const green: MantineColorsTuple = [
  '#e7f6ec',
  '#cfeada',
  '#a0d6b4',
  '#6fc18c',
  '#48b06c',
  '#2f9e57',
  '#228a48',
  '#19783c',
  '#136531',
  '#0d5227',
];
const red: MantineColorsTuple = [
  '#fdecea',
  '#f8d6d2',
  '#efaca5',
  '#e68178',
  '#de5f54',
  '#d1493e',
  '#c23b30',
  '#ab2f25',
  '#92271e',
  '#791f18',
];
const yellow: MantineColorsTuple = [
  '#fdf5dc',
  '#faeab8',
  '#f2d377',
  '#e8bb3a',
  '#d39a00',
  '#b98600',
  '#9c7100',
  '#826000',
  '#6e5100',
  '#5a4200',
];
const orange: MantineColorsTuple = [
  '#fdf0e6',
  '#fadfca',
  '#f4bd93',
  '#ee9a5d',
  '#e67d31',
  '#d0651a',
  '#b85712',
  '#a04a0d',
  '#863d0a',
  '#6b3008',
];
const dark: MantineColorsTuple = [
  '#e3e9eb',
  '#cad3d7',
  '#a9b6bc',
  '#84949b',
  '#46545b',
  '#333f45',
  '#28333a',
  '#1c2529',
  '#151c1f',
  '#0e1315',
];

/** What closes takes no key any more: one that is pressed right after Escape is the page's. */
const GONE_AT_ONCE = { duration: 200, exitDuration: 0 };

export const theme = createTheme({
  colors: { rio, green, red, yellow, orange, dark },
  primaryColor: 'rio',
  primaryShade: 7,
  fontFamily:
    '"Segoe UI Variable Text", "Segoe UI", Inter, system-ui, -apple-system, Roboto, "Noto Sans", sans-serif',
  headings: { fontWeight: '600' },
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  spacing: { xs: '6px', sm: '10px', md: '14px', lg: '18px', xl: '28px' },
  defaultRadius: 'md',
  radius: { md: '8px' },
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ defaultProps: { size: 'sm' } }),
    Badge: Badge.extend({ defaultProps: { variant: 'light', radius: 'sm', tt: 'none' } }),
    Paper: Paper.extend({ defaultProps: { radius: 'md' } }),
    // Drawn outside the reader's language, so it says both.
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Cerrar / Close' } } },
    ModalRoot: {
      defaultProps: { centered: true, transitionProps: { transition: 'fade-down', ...GONE_AT_ONCE } },
    },
    DrawerRoot: { defaultProps: { transitionProps: GONE_AT_ONCE } },
    Table: { defaultProps: { verticalSpacing: 6, horizontalSpacing: 10, fz: 'sm' } },
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, withArrow: true } }),
    InputWrapper: {
      defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] },
      styles: { label: { marginBottom: 3 } },
    },
  },
});

/** Quiet surfaces, and grey text that is still readable: Mantine's dimmed grey is 3.3:1 on white, its disabled one 2.1:1. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-dimmed': '#56636a',
    '--mantine-color-placeholder': '#68757c',
    '--mantine-color-disabled-color': '#7a878e',
    '--mantine-color-default-border': '#d5dde1',
    '--mantine-color-error': '#ab2f25',
    '--ground': '#eef3f4',
    '--panel': '#ffffff',
    '--panel-soft': '#f6f9fa',
    '--edge': '#dbe3e6',
    '--calm': '#117283',
  },
  dark: {
    '--mantine-color-body': '#1c2529',
    '--mantine-color-dimmed': '#a4b2b8',
    '--mantine-color-placeholder': '#8b9aa1',
    '--mantine-color-default-border': '#3a474d',
    '--mantine-color-error': '#f0a29a',
    '--ground': '#12181b',
    '--panel': '#1c2529',
    '--panel-soft': '#222d32',
    '--edge': '#2d383e',
    '--calm': '#74b8c4',
    // Mantine's light variant is nearly black on our dark panels; badges should glow a little, not dig holes.
    '--mantine-color-gray-light': '#303d43',
    '--mantine-color-gray-light-color': '#d5dde1',
    '--mantine-color-rio-light': '#1e3f47',
    '--mantine-color-rio-light-color': '#b5dfe7',
    '--mantine-color-green-light': '#1d3d2a',
    '--mantine-color-green-light-color': '#a8dfbb',
    '--mantine-color-yellow-light': '#423716',
    '--mantine-color-yellow-light-color': '#f2dc97',
    '--mantine-color-orange-light': '#45290f',
    '--mantine-color-orange-light-color': '#f7c79f',
    '--mantine-color-red-light': '#4a2421',
    '--mantine-color-red-light-color': '#f6c3bd',
  },
});
