using Mastery.Gateway;

return await GatewayProgram.RunAsync(args);
