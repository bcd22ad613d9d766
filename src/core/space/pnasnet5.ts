/** @file The best known cell of the space. */

/**
 * PNASNet-5, the cell that the authors' search found (paper, figure 1; operations and inputs as in tensorflow/models slim, pnasnet.py:
 * hiddenstate_indices 1,1 0,0 0,0 4,0 1,0, where 0 is H_{c-1} and 1 is H_{c-2}). 3,189,082 parameters at N=3, F=48.
 */
export const PNASNET_5 =
  '-2,5x5 dconv,-2,3x3 maxpool,-1,7x7 dconv,-1,3x3 maxpool,-1,5x5 dconv,-1,3x3 dconv,2,3x3 dconv,-1,3x3 maxpool,-2,3x3 dconv,-1,identity';
