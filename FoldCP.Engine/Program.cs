using FoldCP.Engine.Run;

return FoldCommand.Run(args);
