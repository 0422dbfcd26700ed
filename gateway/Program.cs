using Mastery.Gateway;

await GatewayApp.Build(args).RunAsync();
