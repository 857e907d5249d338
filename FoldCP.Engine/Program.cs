using FoldCP.Engine.Run;
using FoldCP.Engine.Tensors;

FreedMemory.SuitFolds();
return FoldCommand.Run(args);
