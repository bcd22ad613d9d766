/** @file The words behind buttons of the first visit in German. */
import { counted } from '../../model/format.ts';
import type { DetailsWords } from '../words.ts';

export const DETAILS: DetailsWords = {
  rows: {
    strategy: {
      name: 'Strategie',
      note: 'Wie die zu trainierenden Zellen gefunden werden.',
      choices: {
        pnas: {
          name: 'PNAS',
          note: 'Zellen wachsen Block für Block; das Surrogat wählt aus, welche trainiert werden.',
        },
        random: { name: 'Zufall', note: 'Zum Vergleich: ebenso viele ganze Zellen, zufällig gezogen.' },
        evolution: {
          name: 'Evolution',
          note: 'Zum Vergleich: ebenso viele ganze Zellen, je eine gute mit einem geänderten Teil.',
        },
        shuffled: { name: 'PNAS, gemischt', note: 'Zum Vergleich: PNAS, die Vermutungen des Surrogats gemischt.' },
        'local-search': {
          name: 'lokale Suche',
          note: 'Zum Vergleich: von jeder Zelle zu einer besseren, die sich in einem Teil unterscheidet.',
        },
        bananas: {
          name: 'BANANAS',
          note: 'Zum Vergleich: ganze Zellen nahe den besten, vom Surrogat nach Glück und Verdienst gewählt.',
        },
      },
    },
    surrogate: {
      name: 'Surrogat',
      note: 'Was die Genauigkeiten errät.',
      choices: {
        blend: {
          name: 'Mischung',
          note: 'Vergleicht gemeinsame Teile der Zellen und fünf kleine Netze; ordnet echte Zellen am besten.',
        },
        lstm: { name: 'LSTM', note: 'Das des Artikels: fünf Netze, die die Zelle wie einen Satz lesen.' },
        mlp: { name: 'MLP', note: 'Das andere des Artikels: fünf Netze, die das Mittel der Teile einer Zelle lesen.' },
        titu1994: {
          name: 'titu1994',
          note: 'Das jenes Projekts: ein Netz, das die Zelle Hälfte für Hälfte liest und Stufe für Stufe weiterlernt.',
        },
        parent: { name: 'Eltern', note: 'Zum Vergleich: Eine Zelle ist so gut wie die, aus der sie wuchs.' },
        flops: { name: 'Größe', note: 'Zum Vergleich: Je mehr Rechnung eine Zelle braucht, desto besser.' },
      },
    },
    images: { name: 'Bilder insgesamt', note: 'Training und Validierung zusammen.' },
    validationImages: { name: 'Davon zum Validieren', note: 'Zurückgehalten; an ihnen wird die Genauigkeit gemessen.' },
    lookback: { name: 'Rückblick, L', note: 'Wie viele frühere Zellen eine Zelle lesen kann.' },
    macro: {
      name: 'Netz',
      note: 'Der Zellstapel des Artikels oder das flache Netz aus zwei Zellen von titu1994.',
      choices: { pnas: { name: 'PNAS' }, titu1994: { name: 'titu1994' } },
    },
    cellOutput: {
      name: 'Ausgabe der Zelle',
      note: 'Welche Blöcke verkettet werden: alle oder die, die kein anderer Block liest.',
      choices: { all: { name: 'alle Blöcke' }, unused: { name: 'ungelesene Blöcke' } },
    },
    optimizer: {
      name: 'Optimierer',
      note: 'Momentum ist das von Nesterov, 0,9.',
      choices: { momentum: { name: 'Momentum' }, adam: { name: 'Adam' } },
    },
    finalLearningRateShare: { name: 'Letzte Lernrate, Anteil', note: 'Wo der Kosinus endet, als Anteil der höchsten.' },
    weightDecay: { name: 'Weight Decay', note: 'L2-Strafe auf Filter.' },
    clipNorm: { name: 'Gradientennorm, höchstens', note: '0 heißt ohne Grenze; der Code der Autoren hat 5.' },
    augmentation: {
      name: 'Augmentierung',
      note: 'Wie Trainingsbilder variieren.',
      choices: {
        none: { name: 'keine', note: 'Trainingsbilder bleiben, wie sie sind.' },
        'pad-crop': {
          name: 'auffüllen, zuschneiden',
          note: 'Um 4 Pixel aufgefüllt, auf 32x32 zugeschnitten und zufällig gespiegelt.',
        },
        'resize-crop': {
          name: 'vergrößern, zuschneiden',
          note: 'Auf 40x40 vergrößert, auf 32x32 zugeschnitten und zufällig gespiegelt.',
        },
      },
    },
    normalisation: {
      name: 'Pixel',
      note: 'Was das Netz von einem Pixel sieht.',
      choices: {
        training: { name: 'normiert', note: 'Nach Mittel und Streuung der Trainingsbilder.' },
        cifar10: { name: 'normiert (CIFAR-10)', note: 'Nach Mittel und Streuung von ganz CIFAR-10.' },
        none: { name: '0 bis 1', note: 'Pixel von 0 bis 1, wie sie sind.' },
      },
    },
    reward: {
      name: 'Bewertung',
      note: 'Die Epoche, deren Genauigkeit zählt.',
      choices: { last: { name: 'letzte Epoche' }, best: { name: 'beste Epoche' } },
    },
    lastBatch: {
      name: 'Letzter Batch',
      note: 'Bilder einer Epoche, die keinen Batch füllen.',
      choices: {
        dropped: { name: 'fällt weg', note: 'Bleiben für eine andere Epoche.' },
        filled: { name: 'aufgefüllt', note: 'Mit schon gesehenen Bildern aufgefüllt.' },
      },
    },
    retrainings: {
      name: 'Neu trainierte Zellen',
      note: 'Noch einmal mit anderem Seed trainiert: wie sehr Genauigkeiten zufällig schwanken.',
    },
    confirmations: {
      name: 'Bestätigte Zellen',
      note: 'Die besten, am Ende neu trainiert und an Bildern beurteilt, die nicht beteiligt waren.',
    },
    confirmationSeeds: { name: 'Seeds je Zelle', note: 'Trainings jeder bestätigten Zelle.' },
    minutes: { name: 'Zeit, Minuten', note: 'Des Geräts, Bestätigung eingeschlossen; daraus folgt K. 0: ohne Grenze.' },
    shadows: {
      name: 'Schatten-Surrogate',
      note: 'Auch andere sagen die ausgewählten Zellen vorher und wählen nichts.',
      choices: { none: { name: 'keine' }, all: { name: 'LSTM, Eltern, Größe' } },
    },
    probes: {
      name: 'Zufällige Zellen',
      note: 'Auf Stufe 2 neben den ausgewählten trainiert, um deren Wert zu zeigen.',
    },
    stopping: {
      name: 'Früher Abbruch',
      note: 'Bei den Kindern einer Stufe.',
      choices: {
        none: { name: 'keiner', note: 'Jedes wird bis zur letzten Epoche trainiert.' },
        halving: {
          name: 'Halving',
          note: 'Nach einem Neuntel und einem Drittel der Epochen macht nur das beste Drittel weiter.',
        },
      },
    },
    start: {
      name: 'Anfang der Kinder',
      note: 'Was ein Kind vor seiner ersten Epoche ist.',
      choices: {
        cold: { name: 'kalt', note: 'Mit zufällig gezogenen Gewichten.' },
        warm: { name: 'warm', note: 'Als die trainierte Zelle, aus der es wuchs, wenn diese unter den besten K ist.' },
      },
    },
    pareto: {
      name: 'Ausgewählt nach',
      note: 'Was eine Zelle das Training wert macht.',
      choices: {
        off: { name: 'Genauigkeit' },
        'accuracy,parameters': {
          name: 'Genauigkeit, Parameter',
          note: 'Auch kleine Zellen, die für ihre Größe gut sind.',
        },
        'accuracy,multiply-adds': {
          name: 'Genauigkeit, Multiply-Adds',
          note: 'Auch Zellen, die für ihre Rechnung gut sind.',
        },
        'accuracy,ms': { name: 'Genauigkeit, Zeit', note: 'Auch Zellen, die für die Dauer ihres Schritts gut sind.' },
      },
    },
    precision: {
      name: 'Genauigkeit der Zahlen',
      note: 'Wie die Werte eines Netzes beim Training gespeichert werden.',
      choices: {
        f32: { name: '32 Bit' },
        'f16-storage': { name: '16 Bit', note: 'Halber Speicher; gerechnet mit 32 Bit. Braucht WebGPU.' },
      },
    },
  },
  reach: {
    insecure: 'Diese Seite wurde nicht sicher geöffnet',
    slow: 'Das Training ist hier langsam, aber alles lässt sich ansehen',
    insecureNote:
      'Browser halten WebGPU von Seiten fern, die über einfaches http geöffnet wurden, und auch das, was die Seite für Besuche ohne Netz aufbewahrt, ihre Daten schützt und ihren Tabs voneinander erzählt: nur in einem Tab zugleich suchen. Für all das über https öffnen, oder als localhost auf dem Rechner, der sie ausliefert.',
    slowNote:
      'Training mit voller Geschwindigkeit braucht WebGPU. Derselbe Link öffnet sich in einem Browser, der es hat.',
    watch: 'Eine aufgezeichnete Suche ansehen',
    watchNote: 'Eine echte, in ein bis zwei Minuten, Schritt für Schritt erklärt.',
    watchButton: 'Ansehen',
    open: 'Ein geteiltes Ergebnis öffnen',
    openNote: 'Aus einem Link oder einer run.json.',
    openButton: 'Öffnen',
    train: 'Langsam trainieren',
    trainNote: (networks) =>
      `Die kleinste Vorlage dauert Minuten: ${counted(networks, 'kleines Netz', 'kleine Netze')}.`,
    trainButton: 'Eintragen',
    table: 'Wo das Training schnell ist',
    browser: 'Browser',
    yes: 'ja',
    no: 'nein',
    from26: 'ab 26',
    appleSilicon: 'Apple-Chips',
    newer: 'neuere Intel, NVIDIA',
    secure: 'Sichere Seite',
    openedSecurely: 'über https oder als localhost geöffnet',
    plainHttp: 'über einfaches http von einem anderen Rechner geöffnet',
    offered: 'von diesem Browser angeboten',
    notUsable: 'von diesem Browser angeboten, aber hier nicht nutzbar',
    missing: 'navigator.gpu fehlt',
    hidden: 'auf unsicheren Seiten verborgen',
    webgl: 'angeboten; langsamer als WebGPU',
    noWebgl: 'nicht angeboten: Trainiert wird nur auf dem Prozessor',
    storage: 'Speicher',
    kept: 'Läufe können aufbewahrt und geöffnet werden',
    notKept: 'Läufe können in diesem Fenster nicht aufbewahrt werden',
  },
};
