/** @file The words behind buttons of the first visit in Spanish. */
import { counted } from '../../model/format.ts';
import type { DetailsWords } from '../words.ts';

export const DETAILS: DetailsWords = {
  rows: {
    strategy: {
      name: 'Estrategia',
      note: 'Cómo se encuentran las celdas que entrenar.',
      choices: {
        pnas: {
          name: 'PNAS',
          note: 'Las celdas crecen bloque a bloque; el modelo sustituto elige cuáles se entrenan.',
        },
        random: { name: 'azar', note: 'Para comparar: otras tantas celdas enteras, sorteadas.' },
        evolution: {
          name: 'evolución',
          note: 'Para comparar: otras tantas celdas enteras, cada una buena con una parte cambiada.',
        },
        shuffled: { name: 'PNAS, barajado', note: 'Para comparar: PNAS con las predicciones barajadas.' },
        'local-search': {
          name: 'búsqueda local',
          note: 'Para comparar: de cada celda a otra mejor que difiere en una parte.',
        },
        bananas: {
          name: 'BANANAS',
          note: 'Para comparar: celdas enteras cercanas a las mejores, elegidas por suerte y mérito.',
        },
      },
    },
    surrogate: {
      name: 'Modelo sustituto',
      note: 'Lo que adivina las exactitudes.',
      choices: {
        blend: {
          name: 'mezcla',
          note: 'Compara las partes que comparten las celdas y cinco redes pequeñas; ordena mejor las celdas reales.',
        },
        lstm: { name: 'LSTM', note: 'El del artículo: cinco redes que leen la celda como una frase.' },
        mlp: { name: 'MLP', note: 'El otro del artículo: cinco redes que leen la media de las partes de una celda.' },
        titu1994: {
          name: 'titu1994',
          note: 'El de ese proyecto: una red que lee la celda mitad a mitad y aprende nivel a nivel.',
        },
        parent: { name: 'madre', note: 'Para comparar: una celda es tan buena como aquella de la que creció.' },
        flops: { name: 'tamaño', note: 'Para comparar: cuanto más cálculo necesita una celda, mejor.' },
      },
    },
    images: { name: 'Imágenes en total', note: 'Entrenamiento y validación juntos.' },
    validationImages: { name: 'De ellas, para validar', note: 'Apartadas; en ellas se mide la exactitud.' },
    lookback: { name: 'Retroceso, L', note: 'Cuántas celdas anteriores puede leer una celda.' },
    macro: {
      name: 'Red',
      note: 'La pila de celdas del artículo, o la red plana de dos celdas de titu1994.',
      choices: { pnas: { name: 'PNAS' }, titu1994: { name: 'titu1994' } },
    },
    cellOutput: {
      name: 'Salida de la celda',
      note: 'Qué bloques se concatenan: todos, o los que ningún otro bloque lee.',
      choices: { all: { name: 'todos los bloques' }, unused: { name: 'bloques no leídos' } },
    },
    optimizer: {
      name: 'Optimizador',
      note: 'El momento es el de Nesterov, 0,9.',
      choices: { momentum: { name: 'momento' }, adam: { name: 'Adam' } },
    },
    finalLearningRateShare: { name: 'Tasa final, parte', note: 'Dónde acaba el coseno, como parte de la máxima.' },
    weightDecay: { name: 'Weight decay', note: 'Penalización L2 de los filtros.' },
    clipNorm: { name: 'Norma del gradiente, máximo', note: '0 es sin límite; el código de los autores tiene 5.' },
    augmentation: {
      name: 'Aumento de datos',
      note: 'Cómo varían las imágenes de entrenamiento.',
      choices: {
        none: { name: 'ninguno', note: 'Las imágenes quedan como están.' },
        'pad-crop': {
          name: 'rellenar, recortar',
          note: 'Rellenadas con 4 píxeles, recortadas a 32x32 y reflejadas al azar.',
        },
        'resize-crop': {
          name: 'ampliar, recortar',
          note: 'Ampliadas a 40x40, recortadas a 32x32 y reflejadas al azar.',
        },
      },
    },
    normalisation: {
      name: 'Píxeles',
      note: 'Lo que la red ve de un píxel.',
      choices: {
        training: { name: 'normalizados', note: 'Por la media y la desviación de las imágenes de entrenamiento.' },
        cifar10: { name: 'normalizados (CIFAR-10)', note: 'Por la media y la desviación de todo CIFAR-10.' },
        none: { name: '0 a 1', note: 'Píxeles de 0 a 1, tal cual.' },
      },
    },
    reward: {
      name: 'Recompensa',
      note: 'La época cuya exactitud cuenta.',
      choices: { last: { name: 'última época' }, best: { name: 'mejor época' } },
    },
    lastBatch: {
      name: 'Último lote',
      note: 'Imágenes de una época que no llenan un lote.',
      choices: {
        dropped: { name: 'descartado', note: 'Quedan para otra época.' },
        filled: { name: 'completado', note: 'Completado con imágenes ya vistas.' },
      },
    },
    retrainings: {
      name: 'Celdas reentrenadas',
      note: 'Entrenadas otra vez con otra semilla: cuánto varían las exactitudes por azar.',
    },
    confirmations: {
      name: 'Celdas confirmadas',
      note: 'Las mejores, entrenadas de nuevo al final y evaluadas con imágenes que no participaron.',
    },
    confirmationSeeds: { name: 'Semillas de cada una', note: 'Entrenamientos de cada celda confirmada.' },
    minutes: { name: 'Tiempo, minutos', note: 'Del dispositivo, con la confirmación; de ahí sale K. 0: sin límite.' },
    shadows: {
      name: 'Sustitutos en la sombra',
      note: 'Otros también predicen las celdas elegidas, y no eligen nada.',
      choices: { none: { name: 'ninguno' }, all: { name: 'LSTM, madre, tamaño' } },
    },
    probes: {
      name: 'Celdas sorteadas',
      note: 'Entrenadas en el nivel 2 junto a las elegidas, para saber cuánto valen estas.',
    },
    stopping: {
      name: 'Parada temprana',
      note: 'De las hijas de un nivel.',
      choices: {
        none: { name: 'ninguna', note: 'Cada una se entrena hasta su última época.' },
        halving: { name: 'halving', note: 'Tras un noveno y un tercio de las épocas solo sigue el mejor tercio.' },
      },
    },
    start: {
      name: 'Inicio de las hijas',
      note: 'Lo que es una hija antes de su primera época.',
      choices: {
        cold: { name: 'en frío', note: 'Con pesos sorteados.' },
        warm: { name: 'en caliente', note: 'Como la celda entrenada de la que creció, si está entre las K mejores.' },
      },
    },
    pareto: {
      name: 'Elegidas por',
      note: 'Lo que hace que valga la pena entrenar una celda.',
      choices: {
        off: { name: 'exactitud' },
        'accuracy,parameters': {
          name: 'exactitud, parámetros',
          note: 'También celdas pequeñas que son buenas para su tamaño.',
        },
        'accuracy,multiply-adds': {
          name: 'exactitud, multiplicaciones-sumas',
          note: 'También celdas buenas para lo que calculan.',
        },
        'accuracy,ms': { name: 'exactitud, tiempo', note: 'También celdas buenas para lo que tarda un paso suyo.' },
      },
    },
    precision: {
      name: 'Precisión',
      note: 'Cómo se guardan los valores de una red mientras se entrena.',
      choices: {
        f32: { name: '32 bits' },
        'f16-storage': { name: '16 bits', note: 'La mitad de memoria; se calcula en 32 bits. Necesita WebGPU.' },
      },
    },
  },
  reach: {
    insecure: 'Esta página no se abrió de forma segura',
    slow: 'Entrenar es lento aquí, pero puedes verlo todo',
    insecureNote:
      'Los navegadores niegan WebGPU a las páginas abiertas por http simple, y también lo que guarda la página para visitas sin red, protege lo que almacena y comunica sus pestañas: busca en una sola pestaña a la vez. Para todo ello ábrela por https, o en localhost en el equipo que la sirve.',
    slowNote: 'Entrenar a toda velocidad necesita WebGPU. El mismo enlace se abre en un navegador que lo tenga.',
    watch: 'Ver una búsqueda grabada',
    watchNote: 'Una real, en uno o dos minutos, explicada paso a paso.',
    watchButton: 'Ver',
    open: 'Abrir un resultado compartido',
    openNote: 'De un enlace o de un run.json.',
    openButton: 'Abrir',
    train: 'Entrenar despacio',
    trainNote: (networks) =>
      `La plantilla más pequeña tarda minutos: ${counted(networks, 'red pequeña', 'redes pequeñas')}.`,
    trainButton: 'Ponerla',
    table: 'Dónde entrenar es rápido',
    browser: 'navegador',
    yes: 'sí',
    no: 'no',
    from26: 'desde 26',
    appleSilicon: 'chips de Apple',
    newer: 'Intel recientes, NVIDIA',
    secure: 'Página segura',
    openedSecurely: 'abierta por https o en localhost',
    plainHttp: 'abierta por http simple desde otro equipo',
    offered: 'lo ofrece este navegador',
    notUsable: 'lo ofrece este navegador, pero aquí no se puede usar',
    missing: 'falta navigator.gpu',
    hidden: 'oculto en páginas no seguras',
    webgl: 'lo ofrece; más lento que WebGPU',
    noWebgl: 'no lo ofrece: se entrena solo con el procesador',
    storage: 'Almacenamiento',
    kept: 'las búsquedas se pueden guardar y abrir',
    notKept: 'las búsquedas no se pueden guardar en esta ventana',
  },
};
