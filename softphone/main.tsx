import './component-styles.ts';
import '@mantine/notifications/styles.css';
import './styles.css';
import { createRoot } from 'react-dom/client';
import { App } from './views/app.tsx';
import { firstLanguage, loadWords } from './words/language.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
loadWords(firstLanguage()).then(
  first => createRoot(root).render(<App first={first} />),
  // There are no words yet to say it in one language.
  () => root.append('No se pudo cargar la página; recárguela. · The page could not be loaded; reload it.'),
);
