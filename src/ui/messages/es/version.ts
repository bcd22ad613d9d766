/** @file What is said of a newer version of the page in Spanish. */
import type { VersionWords } from '../words.ts';

export const VERSION: VersionWords = {
  isReady: 'Hay una nueva versión de esta página.',
  pauseThere: 'Este navegador no dice si otra pestaña está buscando: pausa primero la búsqueda allí.',
  reload: 'Volver a cargar',
  later: 'Más tarde',
  waits: 'Otra pestaña busca o importa imágenes. La nueva versión espera a que termine.',
};
