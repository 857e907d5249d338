namespace FoldCP.Engine.Weights.Pickles;

/// <summary>A pickle that is damaged, too large, or asks for what no weights need.</summary>
/// <param name="how">what is wrong, to follow "its pickle cannot be read: "</param>
/// <param name="cause">what was met on the way</param>
internal sealed class PickleException(string how, Exception? cause = null) : Exception(how, cause);
