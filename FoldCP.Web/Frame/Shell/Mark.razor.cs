namespace FoldCP.Web.Frame.Shell;

/// <summary>FoldCP's sign: a complex of four chains around a pore, one in each colour of confidence.</summary>
public sealed partial class Mark;
