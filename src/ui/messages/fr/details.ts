/** @file The words behind buttons of the first visit in French. */
import { counted } from '../../model/format.ts';
import type { DetailsWords } from '../words.ts';

export const DETAILS: DetailsWords = {
  rows: {
    strategy: {
      name: 'Stratégie',
      note: 'Comment sont trouvées les cellules à entraîner.',
      choices: {
        pnas: {
          name: 'PNAS',
          note: 'Les cellules grandissent bloc par bloc ; le modèle de substitution choisit lesquelles sont entraînées.',
        },
        random: { name: 'hasard', note: 'Pour comparer : autant de cellules entières, tirées au hasard.' },
        evolution: {
          name: 'évolution',
          note: 'Pour comparer : autant de cellules entières, chacune une bonne avec une partie changée.',
        },
        shuffled: { name: 'PNAS, mélangé', note: 'Pour comparer : PNAS, avec les prédictions mélangées.' },
        'local-search': {
          name: 'recherche locale',
          note: 'Pour comparer : de chaque cellule à une meilleure qui diffère d’une partie.',
        },
        bananas: {
          name: 'BANANAS',
          note: 'Pour comparer : des cellules entières proches des meilleures, choisies selon la chance et le mérite.',
        },
      },
    },
    surrogate: {
      name: 'Modèle de substitution',
      note: 'Ce qui devine les exactitudes.',
      choices: {
        blend: {
          name: 'mélange',
          note: 'Compare les parties communes des cellules et cinq petits réseaux ; ordonne le mieux de vraies cellules.',
        },
        lstm: { name: 'LSTM', note: 'Celui de l’article : cinq réseaux qui lisent la cellule comme une phrase.' },
        mlp: {
          name: 'MLP',
          note: 'L’autre de l’article : cinq réseaux qui lisent la moyenne des parties d’une cellule.',
        },
        titu1994: {
          name: 'titu1994',
          note: 'Celui de ce projet : un réseau qui lit la cellule moitié par moitié et apprend de niveau en niveau.',
        },
        parent: { name: 'parent', note: 'Pour comparer : une cellule vaut celle dont elle est issue.' },
        flops: { name: 'taille', note: 'Pour comparer : plus une cellule demande de calcul, mieux c’est.' },
      },
    },
    images: { name: 'Images en tout', note: 'Entraînement et validation ensemble.' },
    validationImages: { name: 'Dont pour valider', note: 'Mises de côté ; l’exactitude y est mesurée.' },
    lookback: { name: 'Recul, L', note: 'Combien de cellules antérieures une cellule peut lire.' },
    macro: {
      name: 'Réseau',
      note: 'L’empilement de cellules de l’article, ou le réseau plat à deux cellules de titu1994.',
      choices: { pnas: { name: 'PNAS' }, titu1994: { name: 'titu1994' } },
    },
    cellOutput: {
      name: 'Sortie de la cellule',
      note: 'Quels blocs sont concaténés : tous, ou ceux qu’aucun autre bloc ne lit.',
      choices: { all: { name: 'tous les blocs' }, unused: { name: 'blocs non lus' } },
    },
    optimizer: {
      name: 'Optimiseur',
      note: 'Le momentum est celui de Nesterov, 0,9.',
      choices: { momentum: { name: 'momentum' }, adam: { name: 'Adam' } },
    },
    finalLearningRateShare: { name: 'Taux final, part', note: 'Où finit le cosinus, en part du maximum.' },
    weightDecay: { name: 'Weight decay', note: 'Pénalité L2 sur les filtres.' },
    clipNorm: { name: 'Norme du gradient, au plus', note: '0 : sans limite ; le code des auteurs a 5.' },
    augmentation: {
      name: 'Augmentation',
      note: 'Comment varient les images d’entraînement.',
      choices: {
        none: { name: 'aucune', note: 'Les images restent telles quelles.' },
        'pad-crop': { name: 'border, rogner', note: 'Bordées de 4 pixels, rognées à 32x32 et retournées au hasard.' },
        'resize-crop': {
          name: 'agrandir, rogner',
          note: 'Agrandies à 40x40, rognées à 32x32 et retournées au hasard.',
        },
      },
    },
    normalisation: {
      name: 'Pixels',
      note: 'Ce que le réseau voit d’un pixel.',
      choices: {
        training: { name: 'normalisés', note: 'Par la moyenne et l’écart type des images d’entraînement.' },
        cifar10: { name: 'normalisés (CIFAR-10)', note: 'Par la moyenne et l’écart type de tout CIFAR-10.' },
        none: { name: '0 à 1', note: 'Pixels de 0 à 1, tels quels.' },
      },
    },
    reward: {
      name: 'Récompense',
      note: 'L’époque dont l’exactitude compte.',
      choices: { last: { name: 'dernière époque' }, best: { name: 'meilleure époque' } },
    },
    lastBatch: {
      name: 'Dernier lot',
      note: 'Images d’une époque qui ne remplissent pas un lot.',
      choices: {
        dropped: { name: 'écarté', note: 'Laissées pour une autre époque.' },
        filled: { name: 'complété', note: 'Complété par des images déjà vues.' },
      },
    },
    retrainings: {
      name: 'Cellules réentraînées',
      note: 'Entraînées encore une fois avec une autre graine : combien les exactitudes varient par hasard.',
    },
    confirmations: {
      name: 'Cellules confirmées',
      note: 'Les meilleures, entraînées de nouveau à la fin et jugées sur des images restées à part.',
    },
    confirmationSeeds: { name: 'Graines de chacune', note: 'Entraînements de chaque cellule confirmée.' },
    minutes: { name: 'Temps, minutes', note: 'De l’appareil, confirmation comprise ; K en découle. 0 : sans limite.' },
    shadows: {
      name: 'Modèles fantômes',
      note: 'D’autres prédisent aussi les cellules choisies, et ne choisissent rien.',
      choices: { none: { name: 'aucun' }, all: { name: 'LSTM, parent, taille' } },
    },
    probes: {
      name: 'Cellules tirées au sort',
      note: 'Entraînées au niveau 2 à côté des choisies, pour dire ce que valent celles-ci.',
    },
    stopping: {
      name: 'Arrêt précoce',
      note: 'Des enfants d’un niveau.',
      choices: {
        none: { name: 'aucun', note: 'Chacun est entraîné jusqu’à sa dernière époque.' },
        halving: {
          name: 'halving',
          note: 'Après un neuvième et un tiers des époques, seul le meilleur tiers continue.',
        },
      },
    },
    start: {
      name: 'Départ des enfants',
      note: 'Ce qu’est un enfant avant sa première époque.',
      choices: {
        cold: { name: 'à froid', note: 'Avec des poids tirés au hasard.' },
        warm: {
          name: 'à chaud',
          note: 'Comme la cellule entraînée dont il est issu, si elle est parmi les K meilleures.',
        },
      },
    },
    pareto: {
      name: 'Choisies selon',
      note: 'Ce qui rend une cellule digne d’être entraînée.',
      choices: {
        off: { name: 'exactitude' },
        'accuracy,parameters': {
          name: 'exactitude, paramètres',
          note: 'Aussi de petites cellules, bonnes pour leur taille.',
        },
        'accuracy,multiply-adds': {
          name: 'exactitude, multiplications-additions',
          note: 'Aussi des cellules bonnes pour ce qu’elles calculent.',
        },
        'accuracy,ms': {
          name: 'exactitude, temps',
          note: 'Aussi des cellules bonnes pour la durée d’un de leurs pas.',
        },
      },
    },
    precision: {
      name: 'Précision',
      note: 'Comment les valeurs d’un réseau sont stockées pendant l’entraînement.',
      choices: {
        f32: { name: '32 bits' },
        'f16-storage': { name: '16 bits', note: 'Moitié moins de mémoire ; calcul en 32 bits. Demande WebGPU.' },
      },
    },
  },
  reach: {
    insecure: 'Cette page n’a pas été ouverte de façon sécurisée',
    slow: 'L’entraînement est lent ici, mais vous pouvez tout voir',
    insecureNote:
      'Les navigateurs refusent WebGPU aux pages ouvertes en simple http, ainsi que ce qui garde la page pour les visites sans réseau, protège ce qu’elle enregistre et relie ses onglets : ne cherchez que dans un onglet à la fois. Pour tout cela, ouvrez-la en https, ou à localhost sur l’ordinateur qui la sert.',
    slowNote: 'L’entraînement à pleine vitesse demande WebGPU. Le même lien s’ouvre dans un navigateur qui l’offre.',
    watch: 'Regarder une recherche enregistrée',
    watchNote: 'Une vraie, en une minute ou deux, expliquée pas à pas.',
    watchButton: 'Regarder',
    open: 'Ouvrir un résultat partagé',
    openNote: 'Depuis un lien, ou un run.json.',
    openButton: 'Ouvrir',
    train: 'Entraîner lentement',
    trainNote: (networks) =>
      `Le plus petit préréglage prend quelques minutes : ${counted(networks, 'petit réseau', 'petits réseaux')}.`,
    trainButton: 'Le choisir',
    table: 'Où l’entraînement est rapide',
    browser: 'navigateur',
    yes: 'oui',
    no: 'non',
    from26: 'dès 26',
    appleSilicon: 'puces Apple',
    newer: 'Intel récents, NVIDIA',
    secure: 'Page sécurisée',
    openedSecurely: 'ouverte en https, ou à localhost',
    plainHttp: 'ouverte en simple http depuis un autre ordinateur',
    offered: 'offert par ce navigateur',
    notUsable: 'offert par ce navigateur, mais inutilisable ici',
    missing: 'navigator.gpu est absent',
    hidden: 'caché sur les pages non sécurisées',
    webgl: 'offert ; plus lent que WebGPU',
    noWebgl: 'non offert : l’entraînement n’utilise que le processeur',
    storage: 'Stockage',
    kept: 'les recherches peuvent être gardées et ouvertes',
    notKept: 'les recherches ne peuvent pas être gardées dans cette fenêtre',
  },
};
