namespace FoldCP.Engine.Features;

/// <summary>Boltz-1 and Boltz-2 read inputs differently in places.</summary>
public enum Generation { Boltz1, Boltz2 }
