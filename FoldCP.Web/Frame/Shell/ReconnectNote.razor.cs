namespace FoldCP.Web.Frame.Shell;

/// <summary>What is shown while the browser has no circuit. The framework finds it by its id and tells it how things stand by class.</summary>
public sealed partial class ReconnectNote;
