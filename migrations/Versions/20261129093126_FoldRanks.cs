using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FoldCP.Migrations.Versions
{
    /// <inheritdoc />
    public partial class FoldRanks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Ranks",
                schema: "fold",
                table: "Folds",
                type: "integer",
                nullable: false,
                defaultValue: 1);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Ranks",
                schema: "fold",
                table: "Folds");
        }
    }
}
