namespace FoldCP.Jobs.Imports.Text;

/// <summary>Nothing of a file can be used; the message says why, in the user's words, without the file's name.</summary>
public sealed class FileFaultException(string message, Exception? cause = null) : Exception(message, cause);
