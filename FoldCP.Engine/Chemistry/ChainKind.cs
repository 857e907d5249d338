namespace FoldCP.Engine.Chemistry;

/// <summary>What a chain is made of; the numbers are the network's.</summary>
public enum ChainKind { Protein = 0, Dna = 1, Rna = 2, Ligand = 3 }
